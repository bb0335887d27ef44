// SPDX-License-Identifier: MIT
// Admission schemes, and the trades that their posts can be in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scenario/values.h"

namespace talentsim::scenario {

// A length of stay that holds instead of the ordinary one for those who meet the requirements.
struct StayCase {
  std::vector<Requirement> requires_;
  std::vector<double> months;  // first stay: one; extensions: granted in turn, the last repeated
};

// Marks that some applicants get on top of what they hold.
struct Bonus {
  Attribute to = Attribute::points;  // the attribute that it adds to
  double amount = 0;
  std::vector<Requirement> requires_;  // of those who get it
};

// Approvals under one scheme are counted for all, or apart by trade, sector or employer.
enum class CapUnit : std::uint8_t { scheme, trade, sector, employer };

// At most so many approvals in each period, first come first served.
struct Cap {
  double persons = 0;  // in each unit; by employer: places of one employer, the same at any scale
  double months = 12;  // length of the periods, which follow one another; 0: one period for ever
  Month from = Month::of(2000, 1);  // start of one of them
  CapUnit per = CapUnit::scheme;
};

// A trade, or a field of research, that a post can be in.
struct Trade {
  std::string name, title;
  int sector = -1;  // in which its people work; -1: as the pool says
};

enum class HolderGroup : std::uint8_t { talent, one_way_permit };

// One admission scheme: who may apply, how many, for how long, what renewal asks, what the family
// may do.
struct Scheme {
  std::string name, title;
  Month opens, closes;  // applications from `opens` to the month before `closes`
  HolderGroup group = HolderGroup::talent;
  std::vector<Requirement> requires_;      // all must hold to apply            (YAML: requires)
  std::optional<double> annual_quota;      // approvals in a calendar year, first come first served
  std::optional<double> daily_quota;       // persons a day
  std::vector<Cap> caps;                   // further caps; all must leave room
  std::vector<int> trades;                 // posts must be in one of these (by place in the
                                           // scenario's list); empty: in any or none
  std::vector<Bonus> bonuses;              // added before `requires` is asked
  double first_stay_months = 24;           // 0: no limit of stay
  std::vector<StayCase> first_stay_cases;  // the first case that holds replaces it
  std::vector<double> extension_months;   // granted in turn at each renewal, the last one repeated;
                                          // empty: not renewable
  std::vector<StayCase> extension_cases;  // the first case that holds replaces the pattern
  double unconditional_extension_months = 0;  // granted once on application without a test; 0: none
  Month unconditional_if_approved_before;     // only for stays approved before this month
  double renewal_lead_months = 1;             // how long before expiry an application is taken
  std::vector<std::vector<Requirement>>
      renewal_routes;              // satisfying any one route is enough (YAML: list of mappings)
  Series approval_probability;     // of an application that meets the requirements
  Lag decision_lag;                // application to approval
  double arrival_probability = 1;  // of an approval that is ever used
  Lag arrival_lag;                 // approval to arrival
  double appeal = 0;  // utility beyond what speed, certainty, stay and family rights explain
  bool spouse_admitted = true, spouse_may_work = true;
  double child_age_limit_years = 18;  // children below this age; 0: none admitted
  double permanent_residence_months =
      84;  // months of ordinary residence; 0: never counts towards it
  Month new_permanent_residence_from =
      Month::of(2200, 1);  // principals who arrive from this month on need instead
  double new_permanent_residence_months = 84;  // so many months; 0: on landing, wherever they live
  bool parents_admitted = false;
  double parents_income_hkd_year = 0;  // of the principal's past year, for parents to be admitted
  bool open_to_holders = true;  // may be entered by someone who holds a stay under another scheme
  bool work_expected = true;    // false: holders live on their own means, and no rule or choice of
                                // theirs turns on work or pay
};

}  // namespace talentsim::scenario
