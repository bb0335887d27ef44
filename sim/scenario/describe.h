// SPDX-License-Identifier: MIT
// Words shared by the descriptions of the sections (describe_*.cpp).
#pragma once

#include <array>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/fields.h"

namespace talentsim::scenario {

constexpr double kAnySum = std::numeric_limits<double>::quiet_NaN();
constexpr double kMostPersons =
    20'000'000;  // a bound on every count of persons, so that no file can ask for unlimited memory

const std::vector<std::string>& attribute_names();  // in the order of Attribute
const char* attribute_unit(int attribute);
const std::vector<std::string>& skill_names();  // high, middle, elementary

// Frequent kinds of values. Behavioural ones must carry a source.
Spec share(const char* meaning);                  // 0 to 1
Spec persons(const char* meaning);                // a count of people
Spec months(const char* meaning);                 // a length of time, 0 to 1200
Spec years(const char* meaning);                  // an age or a length of time, 0 to 120
Spec pay(const char* unit, const char* meaning);  // 0 to 1e9 HKD
Spec hazard_month(const char* meaning);           // 1/month, 0 to 10
Spec hazard_year(const char* meaning);            // 1/year, 0 to 10
Spec factor(const char* meaning);                 // multiplies, 0 to 1000
Spec coefficient(const char* meaning);            // of a utility or a logit, -1000 to 1000
Spec meaning_only(const char* meaning);
Spec behavioural(Spec spec);
Spec required(Spec spec);
Spec read_once(Spec spec);

// Refuses two names under `key` whose draws would be the same (random::name_ordinal).
void expect_names_apart(Fields& fields, const std::vector<std::string>& names,
                        std::string_view key);
template <class Named>
void expect_names_apart(Fields& fields, const std::vector<Named>& list, std::string_view key) {
  std::vector<std::string> names;
  for (const auto& one : list) names.push_back(one.name);
  expect_names_apart(fields, names, key);
}

void whole_number(Fields& fields, std::string_view name, int& out, Spec spec);
Series constant_series(double value);
void skills(Fields& fields, std::string_view name, std::array<double, 3>& out, double sum,
            const Spec& spec);
void skills(Fields& fields, std::string_view name, std::vector<double>& out, double sum,
            const Spec& spec);
// {male: ..., female: ...}: `field` runs with the name of the sex and its index.
void per_sex(Fields& fields, std::string_view name, const Spec& spec,
             const std::function<void(Fields&, const char* sex, int index)>& field);
void lag(Fields& fields, std::string_view name, Lag& out, const Spec& spec);
void requirements(Fields& fields,
                  std::vector<Requirement>& out);  // the fields of a mapping attribute -> range
// A list of {from, to, share}; bands in order of age, without overlap; `sum_to_one` for a
// distribution.
void age_bands(Fields& fields, std::string_view name, std::vector<AgeBand>& out, bool sum_to_one,
               const Spec& spec);

void describe_trades(Fields& fields, std::vector<Trade>& trades,
                     const std::vector<std::string>& sector_names);
void describe_schemes(Fields& fields, std::vector<Scheme>& schemes,
                      const std::vector<std::string>& trade_names);
void describe_caps(Fields& fields, std::vector<Cap>& caps);
void describe_bonuses(Fields& fields, std::vector<Bonus>& bonuses);
// Lengths of stay by case; `one_length` for a first stay, a list granted in turn for extensions.
void describe_stay_cases(Fields& fields, std::string_view name, std::vector<StayCase>& cases,
                         bool one_length, const Spec& spec);
void describe_trade_list(Fields& fields, std::vector<int>& trades,
                         const std::vector<std::string>& known);
void describe_sectors(Fields& fields, std::vector<Sector>& sectors);
void describe_pools(Fields& fields, std::vector<Pool>& pools,
                    const std::vector<std::string>& sector_names,
                    const std::vector<std::string>& trade_names);
void describe_standing(Fields& fields, Rules& rules);
void describe_initial(Fields& fields, InitialPopulation& initial);
void describe_demography(Fields& fields, Demography& demography);
void describe_movement(Fields& fields, Movement& movement);
// Kind of employer and working language of a sector's posts.
void describe_post_traits(Fields& fields, Sector& sector);
// Whom a sector's posts may hire and whom they prefer; posts beyond those of the scenario.
void describe_sector_levers(Fields& fields, Sector& sector);
// The form of the market and the market of single vacancies: fields of the section labour.
void describe_demand(Fields& f, Labour& l);
// How newcomers search on, and the professions that posts ask for: fields of the same section.
void describe_careers(Fields& fields, VacancyMarket& market,
                      const std::vector<std::string>& sector_names);
void describe_professions(Fields& fields, VacancyMarket& market,
                          const std::vector<std::string>& sector_names);
void describe_labour_market(Fields& fields, Labour& labour,
                            const std::vector<std::string>& sector_names);
// Work on one's own account of newcomers, pay booked elsewhere: fields of the same section.
void describe_own_account(Fields& fields, Labour& labour,
                          const std::vector<std::string>& sector_names);
void describe_labour(Fields& fields, Labour& labour, const std::vector<std::string>& sector_names);
void describe_family(Fields& fields, Family& family);
void describe_choice(Fields& fields, Choice& choice);
void describe_renewal(Fields& fields, Renewal& renewal,
                      const std::vector<std::string>& scheme_names);
void describe_departure(Fields& fields, Departure& departure);
void describe_phases(Fields& fields, PhaseSwitches& phases);

// Names of the entries, in order.
template <typename Named>
std::vector<std::string> names_of(const std::vector<Named>& entries) {
  std::vector<std::string> names;
  for (const Named& entry : entries) names.push_back(entry.name);
  return names;
}

}  // namespace talentsim::scenario
