// SPDX-License-Identifier: MIT
// The state of the city in one month. Phases read it, queue what is to change, and commit.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "population/households.h"
#include "population/newcomers.h"
#include "population/residents.h"
#include "population/stocks.h"
#include "population/vacancy.h"
#include "random/draws.h"
#include "stats/measures.h"

namespace talentsim::population {

// A decided or undecided application on its way; moments are months with fractions, counted like
// Month::index().
struct Application {
  Key key = 0;
  Month applied;  // month in which the candidate appeared: the profile is drawn from it
  std::uint32_t student_row = kNoRow;          // resident row of a student who applies from within
  double stamp = 0, decided = 0, arrives = 0;  // moments; arrives 0: never
  std::int16_t first_stay_months = 0;          // granted at the approval
  std::uint8_t scheme = 0, pool = 0, sex = 0, sector = 0;
  std::int16_t trade = -1;      // for the caps: place among the trades, or none
  std::int64_t employer = -1;   // for the caps by employer: who hires, or none
  std::uint8_t refused_by = 0;  // the cap that was full: 0 the quota, from 1 the scheme's list
  bool approved = false, refused_for_quota = false;
};

using Calendar = std::map<int, std::vector<Application>>;  // by month index

// A principal who arrived within the run and left or died.
struct Loss {
  std::int16_t arrival, since;  // months: from the start of the run, from arrival
  std::uint8_t scheme, sex, cause;
};

// Principals of each arrival month by what became of them: the material of the retention tables.
// Losses are a list, since a table by cause would be large and mostly empty.
struct Cohorts {
  int months = 0, schemes = 0;
  std::vector<std::int32_t> arrivals;        // [scheme][sex][arrival month]
  std::vector<std::int32_t> made_permanent;  // [scheme][sex][arrival month][months since arrival]
  std::vector<Loss> lost;
  Cohorts() = default;
  Cohorts(int scheme_count, int month_count);
  std::size_t group(int scheme, int sex, int arrival) const {
    return (static_cast<std::size_t>(scheme) * 2 + static_cast<std::size_t>(sex)) *
               static_cast<std::size_t>(months) +
           static_cast<std::size_t>(arrival);
  }
  std::size_t cell(int scheme, int sex, int arrival, int since) const {
    return group(scheme, sex, arrival) * static_cast<std::size_t>(months) +
           static_cast<std::size_t>(since);
  }
};

// A stay that was extended, refused or left behind before its last month. It still runs out on
// paper.
struct PaperExpiry {
  std::uint8_t scheme = 0;
  bool applied = false;
};

// Where approvals under a cap are counted: caps over the same periods and units share a count.
struct CapPlace {
  int scheme = 0;
  scenario::CapUnit per = scenario::CapUnit::scheme;
  int from = 0, months = 0;  // of the periods
  int period = 0;
  std::int64_t unit = 0;
  friend auto operator<=>(const CapPlace&, const CapPlace&) = default;
};

constexpr int kChildLimit = -1;  // number of the limit on children among the caps of a scheme

struct InitialTables;
struct City;
struct SearchAccount;

// Sees each event at the instant it is recorded, when the city still shows why.
class Witness {
 public:
  virtual ~Witness() = default;
  virtual void saw(const City& city, const stats::Event& event) = 0;
  // Whose search for work is to be told; asked by several threads at a time.
  virtual bool follows_search_of(Key /*person*/) const { return false; }
  virtual void saw_search(const City& /*city*/, const SearchAccount& /*search*/) {}
};

struct City {
  Month start, now;
  random::Luck luck;
  double scale = 1;
  Residents residents;
  Newcomers newcomers;
  Households households;
  Stocks stocks;
  std::vector<std::int64_t> open_posts;                    // by cell
  Vacancies vacancies;                                     // the same posts, one row each
  Calendar undecided;                                      // by month of the decision
  Calendar expected;                                       // by month of the arrival
  std::map<int, std::vector<PaperExpiry>> paper_expiries;  // by month index of the expiry
  std::map<CapPlace, std::int64_t> quota_used;             // places taken
  std::map<std::pair<double, double>, std::shared_ptr<const random::LagTable>>
      lag_tables;  // by (mean, shape)
  Cohorts cohorts;
  std::vector<std::int64_t>
      renewed_pay;  // [scheme][pay bin] of principals whose stay was extended, so far
  stats::Tallies tallies;
  std::vector<std::map<int, std::vector<Month>>>
      bound_months;  // by scheme and cap (0: the quota; kChildLimit): months in which it bound
  bool record_events = false;
  std::vector<stats::Event> events;
  Witness* witness = nullptr;  // takes the events instead of the list
  std::vector<std::string> pool_names;
  std::shared_ptr<const InitialTables> tables;  // how residents' jobs are dealt
  std::int64_t students_converted = 0;          // this month: residents who went on as holders
  std::vector<std::uint32_t> bereaved;          // households that lost an adult this month
  std::vector<std::uint32_t>
      founders;  // first resident of each household opened by someone who returned

  explicit City(const stats::Axes& axes) : tallies(axes) {}
  // This month's law of a lag. Lags change rarely: tables are kept from month to month.
  std::shared_ptr<const random::LagTable> lag_table(const scenario::Lag& lag);
  // A cap of the scheme, on approvals, persons or children, left somebody out this month.
  void note_cap(std::size_t scheme, int cap);
  void record(Key person, Key household, stats::Happening what, int scheme = -1,
              std::int64_t detail = 0);
  // With the post that the row holds, or, where the event ends it, `post` (packed; kNoJob: none).
  void record_resident(std::size_t row, stats::Happening what, std::int64_t detail = 0,
                       std::optional<std::uint8_t> post = {});
  void record_newcomer(std::size_t row, stats::Happening what, std::int64_t detail = 0,
                       std::optional<std::uint8_t> post = {});

 private:
  void take(const stats::Event& event);
};

// Builds the city on the eve of `start`. `row_order` != 0 lays residents out in another order,
// which must not matter.
struct BuildOptions {
  std::uint64_t row_order = 0;
  bool record_events = false;
};
City build_city(const scenario::Scenario& scenario, const stats::Axes& axes,
                std::uint32_t replicate, const BuildOptions& options);

// Monthly integers out of a yearly or monthly rate: floor(scale x total after) - floor(scale x
// total before), so that nothing is lost to rounding.
std::int64_t scaled_difference(double scale, double before, double after);

}  // namespace talentsim::population
