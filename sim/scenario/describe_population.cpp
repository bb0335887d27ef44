// SPDX-License-Identifier: MIT
// The resident population: who is there at the start, births and deaths, movement that is not
// talent admission.
#include <fmt/core.h>

#include <algorithm>
#include <numeric>

#include "scenario/describe.h"

namespace talentsim::scenario {
namespace {

void describe_work_and_study(Fields& f, InitialPopulation& p) {
  const Spec education = share(
      "levels by age group 15-19 ... 85+: none, primary, lower secondary, upper secondary, "
      "diploma, sub-degree, degree");
  per_sex(f, "education", education, [&](Fields& s, const char* sex, int i) {
    s.table(sex, p.education[i], 15, kEducationLevels, 1, education);
  });
  const Spec students = share("share in full-time study by single age 0 to 39");
  per_sex(f, "student_share", students, [&](Fields& s, const char* sex, int i) {
    s.numbers(sex, p.student_share[i], 40, kAnySum, students);
  });
  const Spec participation =
      share("labour force participation, helpers excluded, at 15-24, 25-29, ..., 60-64, 65+");
  per_sex(f, "participation", participation, [&](Fields& s, const char* sex, int i) {
    s.numbers(sex, p.participation[i], 10, kAnySum, participation);
  });
  const Spec unemployment = share("unemployment rate at 15-24, 25-39, 40+");
  per_sex(f, "unemployment", unemployment, [&](Fields& s, const char* sex, int i) {
    s.numbers(sex, p.unemployment[i], 3, kAnySum, unemployment);
  });
  f.number("self_employed_share", p.self_employed_share, share("self-employed among the employed"));
}

void describe_households(Fields& f, InitialPopulation& p) {
  f.number("households", p.households,
           {.unit = "households", .min = 0, .max = kMostPersons, .meaning = "domestic households"});
  const Spec headship = share("headship = max / (1 + exp(-(age - mid) / width))");
  per_sex(f, "headship_max", headship,
          [&](Fields& s, const char* sex, int i) { s.number(sex, p.headship_max[i], headship); });
  f.number("headship_mid_age_years", p.headship_mid_age_years,
           years("age at which headship reaches half its greatest value"));
  f.number(
      "headship_width_years", p.headship_width_years,
      {.unit = "years", .min = 0.1, .max = 60, .meaning = "how gradually headship rises with age"});
  f.number("parent_gap_mean_years", p.parent_gap_mean_years,
           {.unit = "years",
            .min = 12,
            .max = 60,
            .meaning = "mean of the head's age less the child's"});
  f.number("parent_gap_sd_years", p.parent_gap_sd_years,
           years("standard deviation of the head's age less the child's"));
  f.number("partner_gap_mean_years", p.partner_gap_mean_years,
           {.unit = "years",
            .min = -30,
            .max = 30,
            .meaning = "mean of the head's age less the other adult's"});
  f.number("partner_gap_sd_years", p.partner_gap_sd_years,
           years("standard deviation of the head's age less the other adult's"));
  f.number("lives_with_parents_until_years", p.lives_with_parents_until_years,
           years("non-heads below this age live in a parent's household"));
}

}  // namespace

void describe_initial(Fields& fields, InitialPopulation& p) {
  fields.section(
      "initial",
      [&](Fields& f) {
        const Spec ages = required(persons("residents by single age 0 to 84 and 85+"));
        per_sex(f, "by_single_age", ages, [&](Fields& s, const char* sex, int i) {
          s.numbers(sex, p.by_single_age[i], 86, kAnySum, ages);
        });
        const auto total = [&](int i) {
          return std::accumulate(p.by_single_age[i].begin(), p.by_single_age[i].end(), 0.0);
        };
        f.expect(
            total(0) + total(1) <= kMostPersons,
            fmt::format("{:.0f} residents; the most is {:.0f}", total(0) + total(1), kMostPersons),
            "by_single_age");
        const Spec helpers = persons("foreign domestic helpers by age group 15-19 ... 85+");
        per_sex(f, "helpers_by_age", helpers, [&](Fields& s, const char* sex, int i) {
          s.numbers(sex, p.helpers_by_age[i], 15, kAnySum, helpers);
        });
        f.number("helpers", p.helpers,
                 persons("foreign domestic helpers at the start; the ages are rescaled to this"));
        const Spec students = persons("non-local students by single age 17 to 34");
        per_sex(f, "nonlocal_students_by_age", students, [&](Fields& s, const char* sex, int i) {
          s.numbers(sex, p.nonlocal_students_by_age[i], 18, kAnySum, students);
        });
        describe_work_and_study(f, p);
        describe_households(f, p);
      },
      read_once(meaning_only("residents when the run starts")));
}

void describe_demography(Fields& fields, Demography& d) {
  fields.section(
      "demography",
      [&](Fields& f) {
        const Spec death{.unit = "1/year",
                         .min = 0,
                         .max = 5,
                         .meaning = "deaths per person-year at 0, 1-4, 5-9, ..., 95-99, 100+"};
        per_sex(f, "death_rate", death, [&](Fields& s, const char* sex, int i) {
          s.numbers(sex, d.death_rate[i], 22, kAnySum, death);
        });
        const Spec multiplier = factor("multiplies the death rates");
        per_sex(f, "death_multiplier", multiplier, [&](Fields& s, const char* sex, int i) {
          s.series(sex, d.death_multiplier[i], multiplier);
        });
        f.numbers(
            "birth_rate_pattern", d.birth_rate_pattern, 7, kAnySum,
            {.unit = "1/year",
             .min = 0,
             .max = 1,
             .meaning = "births per woman-year at 15-19 ... 45-49 when total fertility is 1"});
        f.series("total_fertility", d.total_fertility,
                 {.unit = "children/woman",
                  .min = 0,
                  .max = 10,
                  .meaning = "children per woman over life, helpers excluded"});
        f.number("newcomer_birth_multiplier", d.newcomer_birth_multiplier,
                 behavioural(factor("births to newcomers relative to residents of the same age")));
        f.number("male_share_at_birth", d.male_share_at_birth, share("boys among births"));
      },
      meaning_only("births and deaths"));
  for (Series& multiplier : d.death_multiplier)
    if (multiplier.steps.empty()) multiplier = constant_series(1);
}

// People who move in need an age: without bands all would be newborns without parents.
static void expect_ages(Fields& fields, const Series& arrivals, const std::vector<AgeBand>& ages,
                        std::string_view arrivals_name, std::string_view ages_name) {
  const bool anybody = std::any_of(arrivals.steps.begin(), arrivals.steps.end(),
                                   [](const auto& step) { return step.second > 0; });
  fields.expect(!anybody || !ages.empty(), fmt::format("nobody has an age; give {}", ages_name),
                arrivals_name);
}

void describe_movement(Fields& fields, Movement& m) {
  fields.section(
      "movement",
      [&](Fields& f) {
        f.series("household_leaving_year", m.household_leaving_year,
                 hazard_year("hazard that a resident household leaves the city"));
        f.series("returning_month", m.returning_month,
                 {.unit = "persons/month",
                  .min = 0,
                  .max = 1e6,
                  .meaning = "residents who return or move in outside every scheme"});
        age_bands(f, "returning_ages", m.returning_ages, true,
                  meaning_only("ages of those who return; shares sum to 1"));
        expect_ages(f, m.returning_month, m.returning_ages, "returning_month", "returning_ages");
        f.number("returning_female_share", m.returning_female_share,
                 share("women among those who return"));
        f.series("helpers_arriving_month", m.helpers_arriving_month,
                 {.unit = "persons/month",
                  .min = 0,
                  .max = 1e6,
                  .meaning = "foreign domestic helpers who arrive"});
        age_bands(f, "helper_ages", m.helper_ages, true,
                  meaning_only("ages of helpers at arrival; shares sum to 1"));
        expect_ages(f, m.helpers_arriving_month, m.helper_ages, "helpers_arriving_month",
                    "helper_ages");
        f.number("helper_leaving_year", m.helper_leaving_year,
                 hazard_year("hazard that a helper leaves the city"));
        f.series("nonlocal_students_arriving_year", m.nonlocal_students_arriving_year,
                 {.unit = "persons/year",
                  .min = 0,
                  .max = 1e7,
                  .meaning = "non-local students who arrive, all in September"});
        age_bands(f, "student_ages", m.student_ages, true,
                  meaning_only("ages of non-local students at arrival; shares sum to 1"));
        expect_ages(f, m.nonlocal_students_arriving_year, m.student_ages,
                    "nonlocal_students_arriving_year", "student_ages");
        f.number("course_months_mean", m.course_months_mean, months("mean length of their course"));
        f.number("course_months_min", m.course_months_min, months("least length of their course"));
        f.expect(m.course_months_min <= m.course_months_mean,
                 "course_months_min is above course_months_mean");
      },
      meaning_only("movement of residents other than talent entrants and One-way Permit holders"));
}

}  // namespace talentsim::scenario
