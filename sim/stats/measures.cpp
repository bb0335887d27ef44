// SPDX-License-Identifier: MIT
#include "stats/measures.h"

#include "stats/labour_measures.h"

namespace talentsim::stats {

namespace {

using A = AxisKind;
using Axis = std::vector<AxisKind>;
using M = Measure;

MeasureInfo flow(M measure, const char* name, const char* long_name, const char* definition,
                 Role role, Axis axes) {
  return {measure, "flows", name, "1", long_name, definition, role, std::move(axes)};
}

MeasureInfo stock(M measure, const char* name, const char* long_name, const char* definition,
                  Role role, Axis axes) {
  return {measure, "stocks",        name, "1",  long_name, definition,
          role,    std::move(axes), true, true, true};
}

MeasureInfo cohort(M measure, const char* name, const char* long_name, const char* definition,
                   A last_axis) {
  return {measure,      "cohorts",
          name,         "1",
          long_name,    definition,
          Role::result, {A::scheme, A::sex, A::cohort, A::months_since_arrival, last_axis},
          false};
}

MeasureInfo months_bound() {
  MeasureInfo measure = flow(
      M::months_bound, "months_bound", "months in which a cap bound",
      "1 in a month in which a cap of the scheme, on approvals or persons, or the limit on "
      "children, left somebody out or kept the scheme closed, else 0. Summed over months it is the "
      "number of months in which the cap bound.",
      Role::result, {A::scheme});
  measure.persons = false;
  return measure;
}

std::vector<MeasureInfo> admission_flows() {
  return {
      flow(M::candidates, "candidates", "candidates for admission",
           "Persons who weigh up applying in the month, in all origin pools together, before they "
           "choose among the schemes open to them or decide not to come.",
           Role::fitted, {}),
      flow(M::applications, "applications", "applications for admission",
           "Applications of principals lodged in the month, by the scheme chosen. Dependants are "
           "not counted.",
           Role::fitted, {A::scheme, A::sex}),
      flow(M::approvals, "approvals", "applications approved",
           "Applications of principals approved in the month, whether or not the holder ever "
           "arrives.",
           Role::fitted, {A::scheme, A::sex}),
      flow(M::quota_refusals, "quota_refusals", "applications refused for want of quota",
           "Applications turned away in the month because the scheme's quota was used up; a month "
           "above zero is a month in which the quota bound.",
           Role::result, {A::scheme}),
      months_bound(),
      flow(M::arrivals, "arrivals", "principals who arrive",
           "Approved principals whose stay starts in the month: those who enter from outside, "
           "commuters from Shenzhen included, and resident students whose status changes.",
           Role::fitted, {A::scheme, A::sex}),
      flow(M::dependant_arrivals, "dependant_arrivals", "dependants who arrive",
           "Spouses, children and other dependants who land with leave to stay in the month, with "
           "the principal or later, by the principal's scheme, commuters from Shenzhen included. "
           "Births in Hong Kong are not counted.",
           Role::fitted, {A::scheme, A::relation}),
  };
}

std::vector<MeasureInfo> renewal_flows() {
  return {
      flow(M::stays_expiring, "stays_expiring", "stays that run out",
           "Principals whose limited stay runs out in the month, as it stood before any renewal "
           "applied for within its window. Those who left the city before are counted, as "
           "permits are not handed back; those who died, changed scheme or became permanent "
           "residents are not.",
           Role::fitted, {A::scheme}),
      flow(M::stays_expiring_applied, "stays_expiring_applied",
           "stays that run out, renewal applied for",
           "Of stays_expiring, those for which a renewal was applied for, in this month or "
           "earlier. Divided by stays_expiring it is the share that apply.",
           Role::fitted, {A::scheme}),
      flow(M::renewal_applications, "renewal_applications", "renewal applications",
           "Applications of principals to renew their stay, lodged in the month, early ones "
           "included.",
           Role::fitted, {A::scheme}),
      flow(M::renewal_decisions, "renewal_decisions", "renewal applications decided",
           "Renewal applications approved or refused in the month, whenever they were lodged.",
           Role::fitted, {A::scheme}),
      flow(M::renewal_approvals, "renewal_approvals", "renewal applications approved",
           "Renewal applications approved in the month. Divided by renewal_decisions it is the "
           "approval rate.",
           Role::fitted, {A::scheme}),
      flow(M::scheme_switches, "scheme_switches", "changes to another scheme",
           "Principals who leave the scheme in the month for another one without leaving Hong "
           "Kong, by the scheme left. They are not departures.",
           Role::result, {A::scheme}),
      flow(M::departures, "departures", "departures of entrants",
           "Persons who held a stay under the scheme, or permanent residence gained under it, and "
           "left or died in the month, by cause. Dependants who go with the principal count under "
           "sponsor_left. Changes of scheme are not departures.",
           Role::result, {A::scheme, A::departure_cause}),
      flow(M::permanent_residence, "permanent_residence", "persons who gain permanent residence",
           "Principals and dependants who complete in the month the ordinary residence that the "
           "scheme asks for and become permanent residents.",
           Role::result, {A::scheme}),
  };
}

std::vector<MeasureInfo> demographic_flows() {
  return {
      flow(M::births, "births", "births",
           "Live births in the month to residents, by the resident group of the child.",
           Role::fitted, {A::resident_group}),
      flow(M::deaths, "deaths", "deaths", "Deaths of residents in the month.", Role::result,
           {A::resident_group}),
      flow(M::movement_in, "movement_in", "other residents who move in",
           "Persons who come to live in Hong Kong in the month other than talent entrants, their "
           "dependants and One-way Permit holders: returning residents, domestic helpers, "
           "non-local students.",
           Role::input, {}),
      flow(M::movement_out, "movement_out", "other residents who move out",
           "Residents other than talent entrants, their dependants and One-way Permit holders who "
           "leave Hong Kong to live elsewhere in the month.",
           Role::fitted, {}),
  };
}

std::vector<MeasureInfo> stocks() {
  return {
      stock(M::residents, "residents", "residents",
            "Living persons whose home is in Hong Kong. Holders who commute from Shenzhen are not "
            "residents.",
            Role::fitted, {A::resident_group}),
      stock(M::visa_holders, "visa_holders", "persons with a valid stay",
            "Principals and dependants with a valid stay under the scheme, without limit included, "
            "wherever they live; dependants count under the scheme of their principal. Permanent "
            "residents are excluded.",
            Role::result, {A::scheme}),
      stock(M::permanent_residents, "permanent_residents",
            "permanent residents admitted under the scheme",
            "Principals and dependants who became permanent residents under the scheme and have "
            "neither left nor died.",
            Role::result, {A::scheme}),
      stock(M::resident_by_age, "resident_by_age", "residents by age",
            "Residents by age at last birthday; over age bands they sum to residents.",
            Role::result, {A::resident_group, A::age_band}),
  };
}

std::vector<MeasureInfo> cohorts() {
  return {
      cohort(M::retention, "retention", "principals retained",
             "Of at_risk, by so many months after arrival: visa_valid, those who have neither left "
             "nor died, under this or another scheme or as permanent residents; "
             "permanent_resident, those who have become permanent residents, whether or not they "
             "left since. The rate is retention / at_risk.",
             A::definition),
      cohort(M::at_risk, "at_risk", "principals observed",
             "Principals who arrived under the scheme in the cohort's half-year, within the run, "
             "early enough for the run to show them so many months after arrival.",
             A::definition),
      cohort(M::departed, "departed", "principals who left, by cause",
             "Of at_risk, those who have left or died by so many months after arrival, by cause, "
             "under this or another scheme or as permanent residents. Over causes it is at_risk "
             "less retention under visa_valid; departed / at_risk is the cumulative incidence of "
             "a cause.",
             A::departure_cause),
  };
}

void append(std::vector<MeasureInfo>& table, std::vector<MeasureInfo> part) {
  table.insert(table.end(), part.begin(), part.end());
}

}  // namespace

const std::vector<MeasureInfo>& measures() {
  static const std::vector<MeasureInfo> table = [] {
    std::vector<MeasureInfo> all;
    append(all, admission_flows());
    append(all, renewal_flows());
    append(all, demographic_flows());
    append(all, stocks());
    append(all, employment());
    append(all, search_for_work());
    append(all, cohorts());
    return all;
  }();
  return table;
}

const MeasureInfo& info(Measure measure) { return measures()[static_cast<std::size_t>(measure)]; }

}  // namespace talentsim::stats
