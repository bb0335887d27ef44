// SPDX-License-Identifier: MIT
// Entrants under a scheme and their families, one row each. Those who left stay as rows while
// somebody of the family is left (population/compaction.h).
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "population/keys.h"
#include "population/residents.h"
#include "scenario/scenario.h"
#include "stats/measures.h"
#include "support/fetch_line.h"

namespace talentsim::population {

// Where a newcomer lives. Only residents count in the city; commuters hold a visa and live in
// Shenzhen.
enum class Place : std::uint8_t { waiting, resident, commuting, gone };

constexpr std::int16_t kNoLimit = std::numeric_limits<std::int16_t>::max();
constexpr std::int16_t kNever = -1;
constexpr std::uint8_t kProfessionUnknown = 0xFF;  // not asked for yet

// Yes-or-no facts of a newcomer, packed in one word.
enum class Flag : std::uint16_t {
  searches = 1 << 0,  // ever looks for local work
  in_field = 1 << 1,  // employed in own field and level
  permanent = 1 << 2,
  applied = 1 << 3,             // applied to extend the stay that runs out at `expiry`
  unconditional_used = 1 << 4,  // had the extension that asks nothing
  unconditional_pending = 1 << 5,
  holds_visa = 1 << 6,
  own_post = 1 << 7,         // works in a post created for them, outside the queue
  recognised = 1 << 8,       // may practise here the profession learnt elsewhere
  worked_below = 1 << 9,     // last worked out of the own level or field: in the own field,
  worked_outside = 1 << 10,  // or outside it
  worked_here = 1 << 11,     // has had work here since landing, of principals
  mainland = 1 << 12,        // comes from the Mainland; on the principal's row
};

constexpr stats::JobFit fit_of(Job job, Job field) {
  if (job.sector != field.sector) return stats::JobFit::other_field;
  return job.skill == field.skill ? stats::JobFit::own_field_and_level : stats::JobFit::below_level;
}

// One entrant or family member, as appended.
struct Newcomer {
  Key key = 0;
  std::uint32_t principal = 0;            // row of the principal; for a principal set by append
  std::uint16_t birth = 0;                // Month::index()
  std::uint16_t since = 0;                // month in which the activity began
  std::int16_t arrival = 0;               // month of landing as holder or dependant
  std::int16_t residence_start = kNever;  // start of ordinary residence
  std::int16_t applied = 0;        // month of the first application: the profile is drawn from it
  std::int16_t approved = 0;       // month in which the present stay was approved
  std::int16_t expiry = kNoLimit;  // first month without leave to stay; principals only
  std::uint32_t pay_hkd_month = 0;
  std::uint32_t pay_here_hkd_month = 0;  // of it, booked in the city
  std::uint8_t sex = 0;
  stats::Relation relation = stats::Relation::principal;
  Place place = Place::waiting;
  Activity activity = Activity::inactive;
  std::uint8_t scheme = 0;
  std::uint8_t pool = 0;
  std::uint8_t job = 0;      // held or sought
  std::uint8_t field = 0;    // trained for: sector and skill
  std::uint8_t frailty = 0;  // class of the departure frailty, 0..15
  scenario::FamilyMode mode = scenario::FamilyMode::together;
  std::uint8_t births = 0;  // to this mother before she became a newcomer
  std::uint16_t flags = 0;
};

struct Newcomers {
  std::vector<Key> key;
  std::vector<std::uint32_t> principal;
  std::vector<std::uint16_t> birth, since;
  std::vector<std::int16_t> arrival, residence_start, applied, approved, expiry;
  std::vector<std::int16_t> decision;  // month in which a pending extension is decided, or kNever
  std::vector<std::uint32_t> pay_hkd_month;       // earned
  std::vector<std::uint32_t> pay_here_hkd_month;  // of it, booked in the city: what can be shown
  std::vector<std::uint16_t> pay_bin;             // of pay_here_hkd_month
  std::vector<std::int16_t> earning_since;        // arrival or last extension, for the mean pay
  std::vector<std::uint32_t> earned_hkd;  // since then, booked here, in posts that have ended
  std::vector<std::uint8_t> sex;
  std::vector<stats::Relation> relation;
  std::vector<Place> place;
  std::vector<Activity> activity;
  std::vector<std::uint8_t> scheme;        // held now; dependants: the principal's
  std::vector<std::uint8_t> entry_scheme;  // held on arrival
  std::vector<std::uint8_t> pool, job, field;
  std::vector<std::uint8_t> profession;  // held, see phases/professions.h
  std::vector<std::uint8_t> extensions;  // granted so far
  // Kind of own account work last set up: 0 none, else from 1; said of the self-employed alone.
  std::vector<std::uint8_t> own_account;
  std::vector<std::uint8_t> births;  // by this mother within the run
  std::vector<std::uint8_t> frailty;
  std::vector<scenario::FamilyMode> mode;
  std::vector<std::uint16_t> flags;
  std::vector<std::uint32_t> family_next;  // chain from a principal over the dependants; 0 ends it

  std::size_t size() const { return key.size(); }
  bool is(std::size_t row, Flag flag) const {
    return flags[row] & static_cast<std::uint16_t>(flag);
  }
  void set(std::size_t row, Flag flag, bool on) {
    const auto bit = static_cast<std::uint16_t>(flag);
    flags[row] = static_cast<std::uint16_t>(on ? flags[row] | bit : flags[row] & ~bit);
  }
  bool is_principal(std::size_t row) const { return relation[row] == stats::Relation::principal; }
  bool resident(std::size_t row) const { return place[row] == Place::resident; }
  // Families come from where the principal comes from.
  bool from_mainland(std::size_t row) const { return is(principal[row], Flag::mainland); }
  stats::JobFit fit(std::size_t row) const {
    return fit_of(unpack_job(job[row]), unpack_job(field[row]));
  }
  int age_years(std::size_t row, Month now) const { return (now.index() - birth[row]) / 12; }
  // Asks for the memory that a hire of this row will read and write.
  void fetch(std::size_t row) const {
    fetch_row(row, place, scheme, relation, birth, flags, job, activity, since, pay_hkd_month,
              pay_here_hkd_month, pay_bin, own_account);
  }
  // Whether a child of this principal lives in the city.
  bool has_children_here(std::uint32_t principal_row) const;
  void set_pay(std::size_t row, std::uint32_t hkd_month, std::uint32_t here_hkd_month);
  // Kind of own account work, from 1; 0: none, or none of a kind.
  std::size_t own_account_now(std::size_t row) const {
    return activity[row] == Activity::self_employed ? own_account[row] : 0;
  }
  // Pay booked here from the post held, if any, since `since` or `earning_since`, the later of the
  // two.
  std::uint32_t pay_of_post_hkd(std::size_t row, Month now) const;
  void book_post(std::size_t row, Month now) { earned_hkd[row] += pay_of_post_hkd(row, now); }
  void start_earnings(std::size_t row, Month now);
  // Mean of pay booked here, of the months since `earning_since`, those without pay included.
  double mean_pay_hkd_month(std::size_t row, Month now) const;
  // Appends persons, columns side by side by all threads; dependants are chained to their
  // principals' rows, which may be among them. Returns the first row.
  std::uint32_t append(std::span<const Newcomer> persons);
  std::uint32_t append(const Newcomer& person) { return append(std::span(&person, 1)); }
  // Calls visit(row) for the principal and each dependant.
  template <class Visit>
  void for_family(std::uint32_t principal_row, const Visit& visit) const {
    visit(principal_row);
    for (auto row = family_next[principal_row]; row != 0; row = family_next[row]) visit(row);
  }
};

stats::ResidentGroup group_of(const Newcomers& n, std::size_t row,
                              const std::vector<scenario::Scheme>& schemes);

}  // namespace talentsim::population
