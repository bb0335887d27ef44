// SPDX-License-Identifier: MIT
#include "population/compaction.h"

#include <algorithm>
#include <atomic>
#include <functional>

#include "population/columns.h"
#include "support/parallel_tasks.h"

namespace talentsim::population {
namespace {

// New number of each row; kNoRow for those dropped.
class Renumbering {
 public:
  explicit Renumbering(const City& city) : initial_(city.residents.initial) {
    const auto& r = city.residents;
    std::vector<bool> kept(r.size() - initial_);
    for (std::size_t late = 0; late < kept.size(); ++late) kept[late] = r.present(initial_ + late);
    for (const auto* calendar : {&city.undecided, &city.expected})
      for (const auto& [month, list] : *calendar)
        for (const auto& a : list)
          if (a.student_row != kNoRow && a.student_row >= initial_)
            kept[a.student_row - initial_] = true;
    late_.assign(kept.size(), kNoRow);
    for (std::size_t late = 0; late < kept.size(); ++late)
      if (kept[late]) late_[late] = initial_ + count_++;
  }
  std::uint32_t operator()(std::uint32_t row) const {
    return row < initial_ ? row : late_[row - initial_];
  }
  std::uint32_t rows() const { return initial_ + count_; }

  // Moves the entries of a column, whose entry 0 belongs to row `first`, to their new places.
  template <class Column>
  void apply(Column& column, std::uint32_t first) const {
    for (std::size_t late = 0; late < late_.size(); ++late)
      if (late_[late] != kNoRow) column[late_[late] - first] = column[initial_ + late - first];
    column.resize(initial_ + count_ - first);
  }
  void apply_to_rows(std::vector<std::uint32_t>& rows) const {
    for (auto& row : rows) row = (*this)(row);
    std::erase(rows, kNoRow);
  }

 private:
  std::uint32_t initial_, count_ = 0;
  std::vector<std::uint32_t> late_;
};

// Leads the links of households and of the rows kept over those dropped. The links of rows dropped
// stay as they were meanwhile, so that no thread reads what another one writes.
void relink(Households& h, const Renumbering& renumbered) {
  const auto lead = [&](std::uint32_t& link) {
    auto row = link;
    while (row != kNoRow && renumbered(row) == kNoRow) row = h.next[row];
    link = row == kNoRow ? kNoRow : renumbered(row);
  };
  parallel_chunks(h.head.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
    for (auto household = begin; household < end; ++household) lead(h.head[household]);
  });
  parallel_chunks(h.next.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
    for (auto row = begin; row < end; ++row)
      if (renumbered(static_cast<std::uint32_t>(row)) != kNoRow) lead(h.next[row]);
  });
  renumbered.apply(h.next, 0);
}

// Rows of the families of newcomers of whom somebody is left, in order. Who is left may ask for the
// rows of those who are not: where a family comes from is said on its principal's.
std::vector<std::uint32_t> rows_of_families_kept(const Newcomers& n) {
  std::vector<std::uint8_t> left(n.size());  // by principal
  parallel_chunks(n.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
    for (auto row = begin; row < end; ++row)
      if (n.place[row] != Place::gone)
        std::atomic_ref(left[n.principal[row]]).store(1, std::memory_order_relaxed);
  });
  std::vector<std::uint32_t> rows;
  for (std::uint32_t row = 0; row < n.size(); ++row)
    if (left[n.principal[row]] != 0) rows.push_back(row);
  return rows;
}

template <class Column>
void keep_rows(Column& column, const std::vector<std::uint32_t>& rows) {
  for (std::size_t i = 0; i < rows.size(); ++i) column[i] = column[rows[i]];
  column.resize(rows.size());
}

}  // namespace

void drop_absent_rows(City& city) {
  auto& r = city.residents;
  std::erase_if(city.founders, [&](std::uint32_t row) { return !r.present(row); });
  const Renumbering renumbered(city);
  relink(city.households, renumbered);
  parallel_tasks({[&] { renumbered.apply(r.household, 0); }, [&] { renumbered.apply(r.birth, 0); },
                  [&] { renumbered.apply(r.state, 0); }, [&] { renumbered.apply(r.job, 0); },
                  [&] { renumbered.apply(r.since, 0); },
                  [&] { renumbered.apply(r.pay_hkd_month, 0); },
                  [&] { renumbered.apply(r.late_key, r.initial); }});
  renumbered.apply_to_rows(city.founders);
  for (auto* calendar : {&city.undecided, &city.expected})
    for (auto& [month, list] : *calendar)
      for (auto& a : list)
        if (a.student_row != kNoRow) a.student_row = renumbered(a.student_row);
}

void drop_gone_families(City& city) {
  auto& n = city.newcomers;
  const auto kept = rows_of_families_kept(n);
  std::vector<std::uint32_t> renumbered(n.size());
  for (std::uint32_t i = 0; i < kept.size(); ++i) renumbered[kept[i]] = i;
  std::vector<std::function<void()>> columns;  // what is to be done with each
  const auto list = [&](auto& column) { columns.emplace_back([&] { keep_rows(column, kept); }); };
  visit_columns(list, n);
  parallel_tasks(columns);
  for (auto* link : {&n.principal, &n.family_next})
    parallel_chunks(link->size(), [&](std::size_t, std::size_t begin, std::size_t end) {
      for (auto row = begin; row < end; ++row) (*link)[row] = renumbered[(*link)[row]];
    });
}

void tidy(City& city) {
  if (city.now.month_of_year() != 1 || city.now.year() % 2 != 1) return;
  drop_absent_rows(city);
  drop_gone_families(city);
}

}  // namespace talentsim::population
