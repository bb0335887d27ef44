// SPDX-License-Identifier: MIT
#include "output/schema.h"

#include <algorithm>
#include <numeric>

#include "scenario/labour_market.h"

namespace talentsim::output {

const Variable& axis_variable(stats::AxisKind kind) {
  using Kind = stats::AxisKind;
  static const Variable scheme{"scheme", "1", "admission scheme",
                               "Name of the scheme in the scenario, in its order."};
  static const Variable sex{"sex", "1", "sex", "Sex of the person counted."};
  static const Variable relation{"relation", "1", "relation to the principal",
                                 "Relation of the dependant to the principal."};
  static const Variable cause{
      "departure_cause", "1", "cause of departure",
      "stay_expired: no renewal applied for; renewal_refused; no_work: unemployed too long; "
      "outside_offer: work elsewhere; family_reunion: to join family left behind; other_reason; "
      "sponsor_left: dependants who follow the principal; death."};
  static const Variable resident_group{
      "resident_group", "1", "resident group",
      "How the person came to be a resident; kept for life. local: everyone who is none of the "
      "others, domestic helpers and students included."};
  static const Variable age_band{"age_band", "1", "age at last birthday, years",
                                 "Five-year bands, both ends included."};
  static const Variable sector{"sector", "1", "economic sector",
                               "Name of the sector in the scenario, in its order."};
  static const Variable quantile{"quantile", "1", "quantile",
                                 "Share of persons with this pay or less."};
  static const Variable skill_level{"skill_level", "1", "skill level",
                                    "high: managers, professionals and associate professionals; "
                                    "elementary: elementary occupations; middle: all others."};
  static const Variable cohort{"cohort", "1", "half-year of arrival",
                               "2023H1: January to June 2023; 2023H2: July to December 2023."};
  static const Variable months{"months_since_arrival", "1", "completed months since arrival",
                               "0 is the end of the month of arrival."};
  static const Variable channel{
      "channel", "1", "search channel",
      "Name of the channel in the scenario, in its order. Without a market of single vacancies "
      "there are none."};
  static const Variable job_fit{
      "job_fit", "1", "fit of the post",
      "Of a post with what its holder is trained for. own_field_and_level; below_level: in the own "
      "sector below the own skill level; other_field: in another sector. Without a market of "
      "single vacancies there are none."};
  static const Variable profession{
      "profession", "1", "profession",
      "Name of the profession in the scenario, in its order. Without a market of single vacancies "
      "there are none."};
  static const Variable months_to_job{"months_to_job", "1",
                                      "completed months from landing to the first job",
                                      "Bands, both ends included; 0 is the month of landing."};
  static const Variable cantonese{
      "cantonese", "1", "whether the person speaks Cantonese",
      "As drawn from the person's key. Without a market of single vacancies nobody knows."};
  static const Variable own_account_kind{
      "own_account_kind", "1", "kind of own account work",
      "Name of the kind in the scenario, in its order. A scenario that lists none has none."};
  static const Variable employer_kind{
      "employer_kind", "1", "kind of employer",
      "Of the employer of a post. Without a market of single vacancies there are none."};
  static const Variable employer_size{
      "employer_size", "1", "size of employer",
      "Of the employer of a post. small_medium: fewer than 100 persons in manufacturing, fewer "
      "than "
      "50 elsewhere (Trade and Industry Department); large: all others. Without a market of single "
      "vacancies there are none."};
  static const Variable definition{
      "definition", "1", "definition of retention",
      "visa_valid: still entitled to stay; permanent_resident: became a "
      "permanent resident."};
  switch (kind) {
    case Kind::scheme:
      return scheme;
    case Kind::sex:
      return sex;
    case Kind::relation:
      return relation;
    case Kind::departure_cause:
      return cause;
    case Kind::resident_group:
      return resident_group;
    case Kind::age_band:
      return age_band;
    case Kind::sector:
      return sector;
    case Kind::skill_level:
      return skill_level;
    case Kind::quantile:
      return quantile;
    case Kind::cohort:
      return cohort;
    case Kind::months_since_arrival:
      return months;
    case Kind::channel:
      return channel;
    case Kind::job_fit:
      return job_fit;
    case Kind::profession:
      return profession;
    case Kind::months_to_job:
      return months_to_job;
    case Kind::cantonese:
      return cantonese;
    case Kind::own_account_kind:
      return own_account_kind;
    case Kind::employer_kind:
      return employer_kind;
    case Kind::employer_size:
      return employer_size;
    case Kind::definition:
      break;
  }
  return definition;
}

const Variable& replicate_variable() {
  static const Variable variable{"replicate", "1", "replicate",
                                 "Independent run of the same scenario, from 0."};
  return variable;
}

const Variable& point_variable() {
  static const Variable variable{"point", "1", "point of the sweep",
                                 "Row of the design, from 0; /design says what it sets."};
  return variable;
}

const Variable& month_variable() {
  static const Variable variable{"month", kTimeUnits, "month, by its first day",
                                 "Flows are totals over the month; stocks hold at its end."};
  return variable;
}

Labels axis_labels(stats::AxisKind kind, const stats::Axes& axes) {
  using Kind = stats::AxisKind;
  switch (kind) {
    case Kind::scheme:
      return axes.schemes;
    case Kind::sex:
      return stats::sex_names();
    case Kind::relation:
      return stats::dependant_relation_names();
    case Kind::departure_cause:
      return stats::departure_cause_names();
    case Kind::resident_group:
      return stats::resident_group_names();
    case Kind::age_band:
      return stats::age_band_names();
    case Kind::sector:
      return axes.sectors;
    case Kind::skill_level:
      return stats::skill_level_names();
    case Kind::quantile:
      return axes.quantiles;
    case Kind::cohort:
      return axes.cohorts;
    case Kind::months_since_arrival: {
      std::vector<std::int32_t> months(axes.extent(kind));
      std::iota(months.begin(), months.end(), 0);
      return months;
    }
    case Kind::channel:
      return axes.channels;
    case Kind::job_fit:
      return axes.job_fits;
    case Kind::profession:
      return axes.professions;
    case Kind::months_to_job:
      return stats::months_to_job_names();
    case Kind::cantonese:
      return axes.single_vacancies ? stats::cantonese_names() : std::vector<std::string>{};
    case Kind::own_account_kind:
      return axes.own_account_kinds;
    case Kind::employer_kind:
      return axes.single_vacancies ? scenario::employer_kind_names() : std::vector<std::string>{};
    case Kind::employer_size:
      return axes.single_vacancies ? scenario::employer_size_names() : std::vector<std::string>{};
    case Kind::definition:
      break;
  }
  return stats::cohort_definition_names();
}

const char* role_name(stats::Role role) {
  switch (role) {
    case stats::Role::input:
      return "input";
    case stats::Role::fitted:
      return "fitted";
    case stats::Role::result:
      break;
  }
  return "result";
}

std::string cell_methods(const stats::MeasureInfo& measure) {
  if (!measure.monthly) return {};
  return measure.stock ? "month: point" : "month: sum";
}

const std::vector<EventColumn>& event_columns() {
  using F = EventField;
  using T = hdf5::Type;
  static const std::vector<EventColumn> columns = {
      {F::record, T::int64, {"record", "1", "record", "Place in the log, from 0."}},
      {F::replicate, T::int32, {"replicate", "1", "replicate", "Replicate of the event, from 0."}},
      {F::month, T::int32, {"month", kTimeUnits, "month, by its first day", "Month of the event."}},
      {F::person,
       T::int64,
       {"person", "1", "key of the person",
        "Permanent key, the same person in every scenario with this seed and scale; below 2^53, "
        "so exact in every reader."}},
      {F::household,
       T::int64,
       {"household", "1", "key of the household",
        "Entrants and their families: key of the principal. Others: number of the household."}},
      {F::event, T::int8, {"event", "1", "what happened", "By flag_values and flag_meanings."}},
      {F::scheme,
       T::int8,
       {"scheme", "1", "admission scheme",
        "Scheme concerned, by flag_values and flag_meanings; -1 none."}},
      {F::detail,
       T::int32,
       {"detail", "1", "detail", "Depends on the event: see the format's page."}},
      {F::ordinal,
       T::int32,
       {"ordinal", "1", "order within month and person", "From 0 in each month of a person."}},
      {F::sector,
       T::int8,
       {"sector", "1", "sector of the post",
        "Of the post that the event gives, ends or leaves the person with, by flag_values "
        "and flag_meanings; -1 without a post."}},
      {F::skill,
       T::int8,
       {"skill", "1", "skill level of the post",
        "Of that post, by flag_values and flag_meanings; -1 without one."}},
      {F::age_years,
       T::int8,
       {"age_years", "1", "age at last birthday, years",
        "Of the person; -1 on events of an application, which the log does not tell."}},
      {F::sex,
       T::int8,
       {"sex", "1", "sex of the person", "By flag_values and flag_meanings; -1 likewise."}},
  };
  return columns;
}

const std::vector<std::string>& measure_groups() {
  static const std::vector<std::string> groups = [] {
    std::vector<std::string> seen;
    for (const stats::MeasureInfo& measure : stats::measures()) {
      if (std::find(seen.begin(), seen.end(), measure.group) == seen.end()) {
        seen.emplace_back(measure.group);
      }
    }
    return seen;
  }();
  return groups;
}

const std::vector<RootAttribute>& root_attributes() {
  static const std::vector<RootAttribute> attributes = {
      {"title", "talentsim results and the scenario's title"},
      {"Conventions", "metadata conventions followed"},
      {"format_version", "version of this format"},
      {"source", "program and version"},
      {"program_version", "version of the program"},
      {"git_commit", "commit the program was built from"},
      {"scenario_title", "title of the scenario"},
      {"scenario_sha256", "SHA-256 of the resolved scenario in /provenance"},
      {"seed", "seed of all random draws, as text: readers differ in how many bits they keep"},
      {"replicates", "number of replicates"},
      {"scale", "share of the city simulated; figures are those of the whole city"},
      {"instruction_set", "instruction set of the build"},
      {"compiler", "compiler of the build"},
      {"math_library", "C mathematical library in use"},
      {"created", "time of writing, UTC", true},
      {"machine", "host and processor", true},
      {"threads", "threads used", true},
      {"wall_seconds", "duration of the run", true},
  };
  return attributes;
}

}  // namespace talentsim::output
