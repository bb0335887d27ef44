// SPDX-License-Identifier: MIT
// The published figures: one table says what each is, in which unit, over which axes, and whether
// it is put in or comes out.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace talentsim::stats {

enum class AxisKind : std::uint8_t {
  scheme,
  sex,
  relation,
  departure_cause,
  resident_group,
  age_band,
  sector,
  skill_level,
  quantile,
  cohort,
  months_since_arrival,
  channel,
  job_fit,
  profession,
  months_to_job,
  cantonese,
  own_account_kind,
  employer_kind,
  employer_size,
  definition
};

enum class Role : std::uint8_t { input, fitted, result };

// Order is the order of the table in measures.cpp; monthly ones first.
enum class Measure : std::uint8_t {
  // flows: counts within the month
  candidates,
  applications,
  approvals,
  quota_refusals,
  months_bound,
  arrivals,
  dependant_arrivals,
  stays_expiring,
  stays_expiring_applied,
  renewal_applications,
  renewal_decisions,
  renewal_approvals,
  scheme_switches,
  departures,
  permanent_residence,
  births,
  deaths,
  movement_in,
  movement_out,
  // stocks: at the end of the month
  residents,
  visa_holders,
  permanent_residents,
  resident_by_age,
  // labour
  employed,
  unemployed,
  self_employed,
  vacancies,
  posts,
  posts_created,
  posts_withdrawn,
  hires,
  separations,
  matched,
  unemployed_months,
  income_quantile,
  renewed_income_quantile,
  job_applications,
  hires_by_channel,
  months_to_fill,
  job_changes,
  employed_by_fit,
  climbed_back,
  months_awaiting_recognition,
  recognitions,
  recognition_cost,
  landed_without_work,
  first_jobs,
  first_job_months,
  first_jobs_by_language,
  channel_users,
  hired_pay,
  hired_pay_rank,
  looking_on,
  talent_searching,
  talent_hired,
  hired_by_age,
  own_account,
  own_account_founded,
  own_account_examined,
  own_account_detected,
  vacancies_by_employer,
  hires_by_employer,
  // cohorts: once a replicate
  retention,
  at_risk,
  departed,
  count_
};
constexpr int kMeasures = static_cast<int>(Measure::count_);

struct MeasureInfo {
  Measure measure;
  const char* group;  // flows, stocks, labour, cohorts
  const char* name;
  const char* unit;  // "1" for persons and posts, "HKD/month"
  const char* long_name;
  const char* definition;  // one or two sentences a statistician can check
  Role role;
  std::vector<AxisKind>
      axes;  // after (replicate, month) for monthly ones, after (replicate) for cohorts
  bool monthly = true;
  bool persons = true;  // scaled to the real city on output (divided by scale, rounded)
  bool stock = false;   // holds at the end of the month; otherwise a total over the month
};

const std::vector<MeasureInfo>& measures();
const MeasureInfo& info(Measure measure);

// resident_group, relation, age_band, sex labels in the order used as indices.
enum class ResidentGroup : std::uint8_t {
  local,
  talent,
  talent_spouse,
  talent_child,
  talent_other_dependant,
  one_way_permit
};
constexpr int kResidentGroups = 6;
enum class Relation : std::uint8_t { principal, spouse, child, other };
constexpr int kRelations =
    4;  // the axis `relation` of dependant_arrivals lists spouse, child, other (index - 1)
const std::vector<std::string>& resident_group_names();
const std::vector<std::string>& dependant_relation_names();
// How a post fits what its holder is trained for; below_level: in the own field.
enum class JobFit : std::uint8_t { own_field_and_level, below_level, other_field };
constexpr std::size_t kJobFits = 3;
const std::vector<std::string>& job_fit_names();
const std::vector<std::string>& departure_cause_names();
const std::vector<std::string>& sex_names();
const std::vector<std::string>& skill_level_names();
const std::vector<std::string>& age_band_names();  // 0-4 ... 80-84, 85+
constexpr int kAgeBands = 18;
const std::vector<std::string>& months_to_job_names();  // bands of completed months: 0 ... 24+
std::size_t months_to_job_band(int months);
enum class Cantonese : std::uint8_t { speaks, does_not };
const std::vector<std::string>& cantonese_names();
enum class CohortDefinition : std::uint8_t { visa_valid, permanent_resident };
const std::vector<std::string>& cohort_definition_names();

// Extent of each axis in a given run; labels of the data-driven ones.
struct Axes {
  std::vector<std::string> schemes, sectors, cohorts;  // cohorts: "2023H1", ...
  // Of the market of single vacancies; empty without it.
  std::vector<std::string> channels, job_fits, professions;
  std::vector<std::string> own_account_kinds;  // of newcomers; empty when none are listed
  bool single_vacancies = false;  // that market is in force, with traits of its persons and posts
  std::vector<double> quantiles;
  int months_since_arrival = 0;  // 0 .. this - 1
  std::size_t extent(AxisKind kind) const;
};

// Integer counters of one month (or, for cohorts, of one replicate), row-major over the measure's
// axes.
class Tallies {
 public:
  explicit Tallies(const Axes& axes);
  void clear();          // the counters of a month
  void clear_cohorts();  // those of a replicate: large, hence apart
  // Counters of a part of the month, none of a replicate, to be added when the part is counted.
  Tallies part() const;
  Tallies& operator+=(const Tallies& part);
  std::int64_t& at(Measure m, std::size_t i = 0, std::size_t j = 0) {  // up to two axes
    return cells_[static_cast<int>(m)][i * last_extent_[static_cast<int>(m)] + j];
  }
  std::size_t last_extent(Measure m) const { return last_extent_[static_cast<std::size_t>(m)]; }
  std::span<std::int64_t> values(Measure m) { return cells_[static_cast<int>(m)]; }
  std::span<const std::int64_t> values(Measure m) const { return cells_[static_cast<int>(m)]; }

 private:
  Tallies() = default;
  void clear_if(bool monthly);

  std::vector<std::vector<std::int64_t>> cells_;
  std::vector<std::size_t> last_extent_;
};

// What happened to a person, for the event log.
enum class Happening : std::uint8_t {
  application,
  approval,
  refusal,
  quota_refusal,
  arrival,
  joined,
  born,
  died,
  hired,
  separated,
  became_self_employed,
  renewal_applied,
  renewed,
  renewal_refused,
  stay_lapsed,
  switched_scheme,
  permanent_residence,
  departed,
  moved_in,
  moved_out,
  left_study,
  left_labour_force,
  entered_labour_force,
  did_not_come,
  changed_job,
  recognised,
  count_
};
const std::vector<std::string>& happening_names();
struct HappeningInfo {
  const char* name;
  const char* detail;  // what Event::detail holds
};
const std::vector<HappeningInfo>& happenings();  // in the order of Happening

struct Event {
  std::uint64_t person;  // key
  std::uint64_t household;
  std::int32_t month;  // Month::index()
  Happening what;
  std::int8_t scheme;       // -1: none
  std::int8_t sector = -1;  // of the post that the event gives, ends or leaves with; -1: none
  std::int8_t skill = -1;   // level of that post
  std::int32_t
      detail;  // sector, months granted, cause, HKD/month: by event, see docs/results_format
  std::uint16_t ordinal;       // order within (month, person)
  std::int8_t age_years = -1;  // -1: not told, of what befalls an application
  std::int8_t sex = -1;        // place on the axis sex; -1: not told
};

}  // namespace talentsim::stats
