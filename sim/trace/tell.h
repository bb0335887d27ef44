// SPDX-License-Identifier: MIT
// Each event in a sentence, told at the instant it is recorded from what the city then shows and by
// the same functions that decided it.
#pragma once

#include <optional>
#include <string>

#include "population/city.h"
#include "population/profile.h"
#include "trace/life.h"

namespace talentsim::trace {

// A newcomer on the month's eve.
struct Eve {
  population::Place place{};
  population::Activity activity{};
  std::uint16_t since = 0;
  std::int16_t expiry = 0, residence_start = 0;
  std::uint8_t job = 0;
  std::uint32_t pay_hkd_month = 0;
};

struct Moment {
  const population::City& city;
  const scenario::Rules& rules;
  const stats::Event& event;
  std::uint32_t row = population::kNoRow;  // of the newcomer, or of the resident when no scheme
  std::optional<Eve> eve;                  // of a newcomer who was there
  Month applied;                           // to come, of applicants
  std::string employer{};                  // who hires, when a search tells it
  bool is_newcomer() const { return event.scheme >= 0; }
  const scenario::Scheme& scheme() const {
    return rules.schemes[static_cast<std::size_t>(event.scheme)];
  }
};

Telling tell(const Moment& moment);

// Which schemes would have taken a candidate of this month, told before the month's applications.
Telling tell_stayed_away(const population::City& city, const scenario::Rules& rules,
                         population::Key person);

// Who an applicant is, drawn again; `applied`: the month in which they appeared.
population::Profile applicant(const population::City& city, const scenario::Rules& rules,
                              population::Key key, Month applied);
// The pool that a key's candidate comes from; -1: none of the scenario's.
int pool_of(const scenario::Rules& rules, population::Key key);
// Row of the resident with this key, or kNoRow.
std::uint32_t find_resident(const population::City& city, population::Key key);

// "24 months, to 2025-06" from `from`; "without limit".
std::string leave_text(int months, Month from);

// Paths of the rules that decide whether and how a stay goes on.
std::vector<std::string> renewal_rules(const Moment& m);

using Teller = Telling (*)(const Moment&);
// By group of events; the table in tell.cpp says which teller tells which.
Telling tell_application(const Moment& m);
Telling tell_approval(const Moment& m);
Telling tell_refusal(const Moment& m);
Telling tell_quota_refusal(const Moment& m);
Telling tell_arrival(const Moment& m);
Telling tell_joined(const Moment& m);
Telling tell_renewal_applied(const Moment& m);
Telling tell_renewed(const Moment& m);
Telling tell_renewal_refused(const Moment& m);
Telling tell_stay_lapsed(const Moment& m);
Telling tell_switched(const Moment& m);
Telling tell_permanent_residence(const Moment& m);
Telling tell_hired(const Moment& m);
Telling tell_separated(const Moment& m);
Telling tell_own_business(const Moment& m);
Telling tell_left_study(const Moment& m);
Telling tell_left_labour_force(const Moment& m);
Telling tell_entered_labour_force(const Moment& m);
Telling tell_born(const Moment& m);
Telling tell_died(const Moment& m);
Telling tell_departed(const Moment& m);
Telling tell_did_not_come(const Moment& m);
Telling tell_moved_in(const Moment& m);
Telling tell_moved_out(const Moment& m);
Telling tell_changed_job(const Moment& m);
Telling tell_recognised(const Moment& m);

}  // namespace talentsim::trace
