// SPDX-License-Identifier: MIT
#include "population/entrants.h"

#include <algorithm>
#include <cmath>

#include "population/dependants.h"
#include "population/pay.h"

namespace talentsim::population {
namespace {

using random::Stream;
using random::unit;
using scenario::Attribute;
using scenario::FamilyMode;
using stats::Relation;

// Ordinals of the draws of one family; children take kChild onwards, parents those of
// dependants.cpp.
enum FamilyDraw : std::uint32_t { kMode = 0, kSpouse = 1, kSpouseWork = 2, kChild = 16 };
constexpr int kFrailtyClasses = 16;
constexpr double kMonthsPerYear = 12;

double attribute(const Profile& profile, Attribute which) {
  return profile.attributes[static_cast<std::size_t>(which)];
}

FamilyMode draw_mode(const random::Luck& luck, const scenario::Rules& rules, const Profile& profile,
                     const Entry& entry) {
  const auto& scheme = rules.schemes[static_cast<std::size_t>(entry.scheme)];
  if (scheme.group == scenario::HolderGroup::one_way_permit) return FamilyMode::together;
  const double u = luck.uniform(entry.key, entry.applied, Stream::family, kMode);
  if (!profile.married)
    return u < rules.family.single_commuting_share ? FamilyMode::commuting : FamilyMode::together;
  const auto& shares = rules.family.mode_shares;
  return static_cast<FamilyMode>(pick(u, {shares.begin(), shares.end()}));
}

Place principal_place(FamilyMode mode) {
  return mode == FamilyMode::commuting || mode == FamilyMode::family_first ? Place::commuting
                                                                           : Place::resident;
}

Place dependant_place(FamilyMode mode, bool long_here) {
  switch (mode) {
    case FamilyMode::together:
    case FamilyMode::family_first:
      return Place::resident;
    case FamilyMode::principal_first:
      return long_here ? Place::resident : Place::waiting;
    case FamilyMode::commuting:
      return Place::commuting;
    case FamilyMode::split:
      return Place::waiting;
  }
  return Place::waiting;
}

// Work of a principal on arrival: the arranged post, or a search.
void give_work(const random::Luck& luck, const scenario::Rules& rules, const Profile& profile,
               const Entry& entry, Newcomer& n) {
  const auto& pool = rules.pools[static_cast<std::size_t>(entry.pool)];
  n.job = n.field = pack(profile.field);
  if (attribute(profile, Attribute::job_offer) > 0) {
    const auto& sector = rules.sectors[profile.field.sector];
    const double median = pool.offer_pay_median_hkd_month > 0
                              ? pool.offer_pay_median_hkd_month
                              : sector.pay_median_hkd_month[profile.field.skill];
    const double pay =
        random::two_piece_log_normal(luck.uniform(entry.key, entry.applied, Stream::pay), median,
                                     rules.labour.pay_sigma_left, rules.labour.pay_sigma_right);
    n.activity = Activity::employed;
    n.pay_hkd_month = static_cast<std::uint32_t>(std::lround(pay));
    n.flags |= static_cast<std::uint16_t>(Flag::own_post) |
               static_cast<std::uint16_t>(Flag::in_field) |
               static_cast<std::uint16_t>(Flag::searches);
  } else if (attribute(profile, Attribute::business_plan) > 0) {
    const double pay =
        rules.labour.newcomer_pay_factor * rules.labour.self_employed_pay_factor *
        random::two_piece_log_normal(
            luck.uniform(entry.key, entry.applied, Stream::pay),
            rules.sectors[profile.field.sector].pay_median_hkd_month[profile.field.skill],
            rules.labour.pay_sigma_left, rules.labour.pay_sigma_right);
    n.activity = Activity::self_employed;
    n.pay_hkd_month = static_cast<std::uint32_t>(std::lround(pay));
  } else if (profile.searches) {
    n.activity = Activity::unemployed;
    n.flags |= static_cast<std::uint16_t>(Flag::searches);
  }
  n.pay_here_hkd_month = pay_booked_here(luck, rules.labour, entry.key, n.pay_hkd_month);
}

Newcomer make_principal(const random::Luck& luck, const scenario::Rules& rules,
                        const Profile& profile, const Entry& entry, FamilyMode mode) {
  Newcomer n;
  n.key = entry.key;
  n.birth = static_cast<std::uint16_t>(profile.birth);
  n.since = static_cast<std::uint16_t>(entry.arrival.index());
  n.arrival = static_cast<std::int16_t>(entry.arrival.index());
  n.applied = static_cast<std::int16_t>(entry.applied.index());
  n.approved = static_cast<std::int16_t>(entry.approved.index());
  if (entry.first_stay_months > 0)
    n.expiry = static_cast<std::int16_t>(entry.arrival.index() + entry.first_stay_months);
  n.sex = static_cast<std::uint8_t>(profile.sex);
  n.scheme = static_cast<std::uint8_t>(entry.scheme);
  n.pool = static_cast<std::uint8_t>(entry.pool);
  n.mode = mode;
  n.births = static_cast<std::uint8_t>(entry.births);
  n.place = principal_place(mode);
  if (n.place == Place::resident)
    n.residence_start = static_cast<std::int16_t>(entry.residence_start.index());
  n.frailty = static_cast<std::uint8_t>(luck.uniform(entry.key, entry.applied, Stream::frailty) *
                                        kFrailtyClasses);
  n.flags = static_cast<std::uint16_t>(Flag::holds_visa);
  if (attribute(profile, Attribute::mainland) > 0.5)
    n.flags |= static_cast<std::uint16_t>(Flag::mainland);
  give_work(luck, rules, profile, entry, n);
  return n;
}

Newcomer make_dependant(const Newcomer& principal, Relation relation, int ordinal, Place place) {
  Newcomer n = principal;
  n.key = dependant_key(principal.key, static_cast<int>(relation), ordinal);
  n.relation = relation;
  n.place = place;
  n.expiry = kNoLimit;
  n.pay_hkd_month = n.pay_here_hkd_month = 0;
  n.births = 0;
  n.flags = place == Place::waiting ? 0 : static_cast<std::uint16_t>(Flag::holds_visa);
  n.residence_start = place == Place::resident ? principal.arrival : kNever;
  n.activity = Activity::inactive;
  return n;
}

Newcomer make_spouse(const random::Luck& luck, const scenario::Rules& rules, const Entry& entry,
                     const Newcomer& principal, Place place) {
  const auto& family = rules.family;
  Newcomer n = make_dependant(principal, Relation::spouse, 1, place);
  const auto words = luck.block(entry.key, entry.applied, Stream::family, kSpouse);
  const double gap = family.spouse_age_gap_mean_years * (principal.sex == 0 ? 1 : -1) +
                     family.spouse_age_gap_sd_years * random::normal_quantile(unit(words[0]));
  n.sex = static_cast<std::uint8_t>(1 - principal.sex);
  const int youngest = entry.applied.index() - static_cast<int>(kMonthsPerYear) * kAdultAge;
  n.birth = static_cast<std::uint16_t>(std::min(
      youngest,
      static_cast<int>(principal.birth) + static_cast<int>(std::lround(gap * kMonthsPerYear))));
  const auto& pool = rules.pools[principal.pool];
  const Job field{static_cast<std::uint8_t>(pick(unit(words[1]), pool.sector_shares)),
                  static_cast<std::uint8_t>(pick(unit(words[2]), pool.skill_shares))};
  n.job = n.field = pack(field);
  if (rules.schemes[principal.scheme].spouse_may_work &&
      unit(words[3]) < rules.labour.spouse_searching_share) {
    n.flags |= static_cast<std::uint16_t>(Flag::searches);
    if (place != Place::waiting) n.activity = Activity::unemployed;
  }
  return n;
}

int child_age(const random::Luck& luck, const scenario::Rules& rules, const Entry& entry,
              int ordinal) {
  return pick(luck.uniform(entry.key, entry.applied, Stream::family,
                           kChild + static_cast<std::uint32_t>(ordinal)),
              rules.family.child_age_shares);
}

Newcomer make_child(const random::Luck& luck, const scenario::Rules& rules, const Entry& entry,
                    const Newcomer& principal, Place place, int ordinal, int age) {
  const auto words = luck.block(entry.key, entry.applied, Stream::family,
                                kChild + static_cast<std::uint32_t>(ordinal));
  Newcomer n = make_dependant(principal, Relation::child, ordinal, place);
  n.sex = unit(words[1]) < rules.demography.male_share_at_birth ? 0 : 1;
  n.birth = static_cast<std::uint16_t>(entry.applied.index() - age * 12 -
                                       static_cast<int>(unit(words[2]) * 12));
  n.activity = Activity::student;
  return n;
}

// A child for whom the year's limit has no place joins when it can.
void keep_waiting(Newcomer& child, FamilyMode& mode) {
  child.place = Place::waiting;
  child.flags = 0;
  child.residence_start = kNever;
  if (mode == FamilyMode::together) mode = FamilyMode::principal_first;
}

}  // namespace

bool child_admitted(const scenario::Scheme& scheme, int age_years) {
  return age_years < scheme.child_age_limit_years;
}

int persons_admitted(const random::Luck& luck, const scenario::Rules& rules, const Profile& profile,
                     const Entry& entry) {
  const auto& scheme = rules.schemes[static_cast<std::size_t>(entry.scheme)];
  int persons = 1 + (profile.married && scheme.spouse_admitted ? 1 : 0);
  for (int ordinal = 1; ordinal <= profile.children; ++ordinal)
    persons += child_admitted(scheme, child_age(luck, rules, entry, ordinal)) ? 1 : 0;
  return persons + static_cast<int>(parent_births(luck, rules, profile, entry).size());
}

void draw_household(const random::Luck& luck, const scenario::Rules& rules, const Profile& profile,
                    const Entry& entry, std::vector<Newcomer>& list) {
  const auto mode = draw_mode(luck, rules, profile, entry);
  const Newcomer principal = make_principal(luck, rules, profile, entry, mode);
  const auto& scheme = rules.schemes[principal.scheme];
  list.push_back(principal);
  const auto place = dependant_place(mode, entry.long_here);
  if (profile.married && scheme.spouse_admitted)
    list.push_back(make_spouse(luck, rules, entry, principal, place));
  for (int ordinal = 1; ordinal <= profile.children; ++ordinal)
    if (const int age = child_age(luck, rules, entry, ordinal); child_admitted(scheme, age))
      list.push_back(make_child(luck, rules, entry, principal, place, ordinal, age));
  int ordinal = 0;
  for (const int birth : parent_births(luck, rules, profile, entry)) {
    Newcomer n = make_dependant(principal, Relation::other, ++ordinal, place);
    n.sex = ordinal == 1 ? 1 : 0;
    n.birth = static_cast<std::uint16_t>(birth);
    list.push_back(n);
  }
}

std::uint32_t admit(City& city, const scenario::Rules& rules, std::span<Newcomer> persons,
                    bool long_here) {
  auto& n = city.newcomers;
  auto row = static_cast<std::uint32_t>(n.size());
  for_families(persons, [&](std::span<Newcomer> family) {
    for (auto& person : family) {
      person.principal = row;
      if (person.relation == Relation::child && person.place != Place::waiting && !long_here &&
          !take_child_place(city, rules, person.scheme))
        keep_waiting(person, family.front().mode);
    }
    row += static_cast<std::uint32_t>(family.size());
  });
  const auto first = n.append(persons);
  for (row = first; row < n.size(); ++row) city.stocks.add_newcomer(n, row, rules.schemes, +1);
  return first;
}

void settle(City& city, const scenario::Rules& rules, std::uint32_t row) {
  auto& n = city.newcomers;
  NewcomerEdit edit(city.stocks, n, row, rules.schemes);
  const auto now = static_cast<std::int16_t>(city.now.index());
  if (n.place[row] == Place::waiting) {
    n.arrival[row] = now;
    n.set(row, Flag::holds_visa, true);
    if (n.is(row, Flag::searches)) n.activity[row] = Activity::unemployed;
    n.since[row] = static_cast<std::uint16_t>(now);
  }
  n.place[row] = Place::resident;
  n.residence_start[row] = now;
}

}  // namespace talentsim::population
