// SPDX-License-Identifier: MIT
// Who lives with whom on the eve of the first month.
//
// No table of households by composition is published in usable form, so a standard form is used (an
// assumption that `check` prints): heads by logistic headship rates, scaled to the published number
// of households; children and young adults join a head one generation older, other adults a head of
// like age. Each non-head picks a head of the wanted age by a keyed draw, so every child lives with
// at least one adult.
#include <algorithm>
#include <array>
#include <cmath>

#include "population/initial_city.h"
#include "random/many.h"
#include "support/fetch_line.h"
#include "support/parallel.h"

namespace talentsim::population {
namespace {

using random::Stream;
using random::unit;

constexpr int kMaxAge = 111;
constexpr int kGapSteps = 1024;
constexpr int kYoungestHead = 20;
constexpr std::uint32_t kHouseholdDraw = 2;  // ordinal of the initial stream

using HeadsByAge = std::array<std::vector<std::uint32_t>, kMaxAge>;

// Quantiles of an age gap, in whole years.
std::vector<int> gap_table(double mean, double sd) {
  std::vector<int> gaps(kGapSteps);
  for (int i = 0; i < kGapSteps; ++i)
    gaps[i] =
        static_cast<int>(std::lround(mean + sd * random::normal_quantile((i + 0.5) / kGapSteps)));
  return gaps;
}

using HeadshipRates = std::array<std::array<double, kMaxAge>, scenario::kSexes>;

// Headship by sex and age, scaled so that the expected number of heads is the number of households.
HeadshipRates headship_rates(const scenario::InitialPopulation& initial,
                             const InitialTables& tables, double scale) {
  HeadshipRates rates{};
  for (int sex = 0; sex < scenario::kSexes; ++sex)
    for (int age = kYoungestHead; age < kMaxAge; ++age)
      rates[sex][age] =
          initial.headship_max[sex] /
          (1 + std::exp(-(age - initial.headship_mid_age_years) / initial.headship_width_years));
  double expected = 0;
  for (const auto& cell : tables.cells)
    expected += rates[cell.sex][cell.age] * (cell.persons - cell.helpers);
  const double factor =
      expected > 0 && initial.households > 0 ? initial.households * scale / expected : 1;
  for (auto& by_age : rates)
    for (auto& rate : by_age) rate = std::min(1.0, rate * factor);
  return rates;
}

// The wanted age moved to the nearest age that has heads.
int nearest_age(const HeadsByAge& heads, int wanted) {
  wanted = std::clamp(wanted, kYoungestHead, kMaxAge - 1);
  for (int step = 0; step < kMaxAge; ++step) {
    if (wanted - step >= 0 && !heads[wanted - step].empty()) return wanted - step;
    if (wanted + step < kMaxAge && !heads[wanted + step].empty()) return wanted + step;
  }
  return -1;
}

// Dense index to row; nothing to look up where they are equal.
class RowOf {
 public:
  explicit RowOf(const Residents& r) : rows_(r.index.size()) {
    for (std::uint32_t row = 0; row < r.index.size(); ++row) rows_[r.index[row]] = row;
  }
  std::uint32_t operator[](std::uint32_t id) const { return rows_.empty() ? id : rows_[id]; }

 private:
  std::vector<std::uint32_t> rows_;
};

// Copies numbers that lie anywhere: each is asked for when it is named and copied some turns later.
class LateCopies {
 public:
  ~LateCopies() {
    for (std::size_t i = 0; i < kAhead; ++i) add(nullptr, nullptr);
  }
  void add(const std::uint32_t* from, std::uint32_t* to) {
    if (from != nullptr) fetch_line(from);
    auto& turn = waiting_[next_++ % kAhead];
    if (turn.from != nullptr) *turn.to = *turn.from;
    turn = {from, to};
  }

 private:
  static constexpr std::size_t kAhead = 32;
  struct Copy {
    const std::uint32_t* from = nullptr;
    std::uint32_t* to = nullptr;
  };
  std::array<Copy, kAhead> waiting_;
  std::size_t next_ = 0;
};

}  // namespace

void deal_households(City& city, const scenario::Rules& rules) {
  auto& r = city.residents;
  const auto& initial = rules.initial;
  const RowOf row_of(r);  // by dense index, so that the order of rows plays no part
  std::vector<std::uint8_t> head(r.size());
  const auto age_of = [&](std::size_t row) {
    return std::min(kMaxAge - 1, r.age_years(row, city.start));
  };
  const auto for_words = [&](std::size_t begin, std::size_t end, const auto& use) {
    random::for_blocks(
        city.luck, city.start, Stream::initial, kHouseholdDraw, end - begin,
        [&](std::size_t i) { return resident_key(static_cast<std::uint32_t>(begin + i)); },
        [&](std::size_t i, const random::Block& words) { use(begin + i, words); });
  };
  const auto rates = headship_rates(initial, *city.tables, city.scale);
  parallel_chunks(r.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
    for_words(begin, end, [&](std::size_t id, const random::Block& words) {
      const auto row = row_of[static_cast<std::uint32_t>(id)];
      const State state = r.state[row];
      head[id] =
          state.kind() != ResidentKind::helper && unit(words[0]) < rates[state.sex()][age_of(row)];
    });
  });
  HeadsByAge heads;
  std::uint32_t households = 0;
  for (std::uint32_t id = 0; id < r.size(); ++id)
    if (head[id]) {
      heads[age_of(row_of[id])].push_back(households);
      r.household[row_of[id]] = households++;
    }
  if (households == 0 && r.size() > 0) households = 1;  // nobody can head: all share one household
  const auto parent_gap = gap_table(initial.parent_gap_mean_years, initial.parent_gap_sd_years);
  const auto partner_gap = gap_table(initial.partner_gap_mean_years, initial.partner_gap_sd_years);
  std::array<int, kMaxAge> nearest{};
  for (int age = 0; age < kMaxAge; ++age) nearest[age] = nearest_age(heads, age);
  parallel_chunks(r.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
    LateCopies homes;
    for_words(begin, end, [&](std::size_t id, const random::Block& words) {
      if (head[id]) return;
      const auto row = row_of[static_cast<std::uint32_t>(id)];
      const int age = age_of(row);
      const auto& gaps = age < initial.lives_with_parents_until_years ? parent_gap : partner_gap;
      const int wanted = age + gaps[words[1] >> 22];
      const int found = nearest[std::clamp(wanted, 0, kMaxAge - 1)];
      if (found < 0) return;
      const auto& list = heads[found];
      homes.add(&list[static_cast<std::size_t>(unit(words[2]) * static_cast<double>(list.size()))],
                &r.household[row]);
    });
  });
  city.households.build(r, households);
}

}  // namespace talentsim::population
