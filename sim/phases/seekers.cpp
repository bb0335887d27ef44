// SPDX-License-Identifier: MIT
#include "phases/seekers.h"

#include "phases/gather.h"

namespace talentsim::phases {
namespace {

using population::Activity;
using population::Job;
using population::kSkills;
using random::Stream;

constexpr int kExpiryNearMonths = 12;

}  // namespace

std::vector<std::uint32_t> newcomers_without_work(const MonthContext& month) {
  const auto& n = month.city.newcomers;
  using population::Place;
  auto rows = month.rounds.may_seek;
  rows.insert(rows.end(), month.new_newcomer_seekers.begin(), month.new_newcomer_seekers.end());
  return rows_where(rows, [&](std::uint32_t row) {
    return (n.activity[row] == Activity::unemployed) & (n.place[row] != Place::gone) &
           (n.place[row] != Place::waiting);
  });
}

double search_efficiency(const MonthContext& month, std::uint32_t row) {
  const auto& n = month.city.newcomers;
  const double support =
      n.relation[row] == stats::Relation::spouse ? month.rules.labour.spouse_search_factor : 1;
  return month.rules.pools[n.pool[row]].search_efficiency * support;
}

std::vector<Seeker> newcomer_seekers(const MonthContext& month) {
  const auto& city = month.city;
  const auto& n = city.newcomers;
  const auto rows = newcomers_without_work(month);
  return gather<Seeker>(rows.size(), [&](auto& list, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const auto row = rows[i];
      Job job = population::unpack_job(n.field[row]);
      const bool in_field = city.luck.uniform(n.key[row], city.now, Stream::field) <
                            month.rules.labour.in_field_share;
      if (!in_field && job.skill + 1 < kSkills) ++job.skill;
      list.push_back({row, job, in_field, search_efficiency(month, row)});
    }
  });
}

std::vector<std::uint32_t> local_seekers(const MonthContext& month) {
  const auto& r = month.city.residents;
  auto seekers = gather<std::uint32_t>(
      month.residents.size(),
      [&](auto& list, std::size_t begin, std::size_t end) {
        // Without a branch a person, as rows_where.
        const auto kept = std::make_unique_for_overwrite<std::uint32_t[]>(end - begin);
        auto* to = kept.get();
        for (const auto& person : std::span(month.residents).subspan(begin, end - begin)) {
          *to = person.row;
          to += (class_state(person).activity() == Activity::unemployed) &
                        (r.state[person.row].activity() == Activity::unemployed)
                    ? 1
                    : 0;
        }
        list.assign(kept.get(), to);
      },
      4096);
  seekers.insert(seekers.end(), month.new_seekers.begin(), month.new_seekers.end());
  return seekers;
}

double newcomer_business_hazard(const MonthContext& month, std::uint32_t row) {
  const auto& city = month.city;
  const auto& n = city.newcomers;
  const auto& labour = month.rules.labour;
  const bool expiring =
      n.is_principal(row) && n.expiry[n.principal[row]] - city.now.index() <= kExpiryNearMonths;
  return labour.self_employment_month * (expiring ? labour.self_employment_expiry_factor : 1);
}

double local_business_ratio(const MonthContext& month) {
  const double share = month.rules.initial.self_employed_share;
  return share < 1 ? share / (1 - share) : 0;
}

}  // namespace talentsim::phases
