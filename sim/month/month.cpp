// SPDX-License-Identifier: MIT
// A life on one screen: the phases of a month in order.
#include "month/month.h"

#include <chrono>

#include "month/measure_month.h"
#include "phases/admission.h"
#include "phases/demography.h"
#include "phases/departure.h"
#include "phases/households.h"
#include "phases/job_market.h"
#include "phases/movement.h"
#include "phases/permanent_residence.h"
#include "phases/renewal.h"

namespace talentsim {
namespace {

// Runs a step and books its time.
class Stopwatch {
 public:
  explicit Stopwatch(StepTimes* times) : times_(times) {}
  template <class Step>
  void operator()(const char* name, const Step& step) {
    const auto start = std::chrono::steady_clock::now();
    step();
    if (times_)
      book(name, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }

 private:
  void book(const char* name, double seconds) {
    for (auto& [known, total] : times_->seconds)
      if (known == name) {
        total += seconds;
        return;
      }
    times_->seconds.emplace_back(name, seconds);
  }
  StepTimes* times_;
};

}  // namespace

void live_month(population::City& city, const scenario::Rules& rules, StepTimes* times) {
  const auto& on = rules.phases;
  Stopwatch step(times);
  std::optional<phases::MonthContext> opened;
  step("screen", [&] { opened.emplace(phases::open_month(city, rules)); });
  auto& month = *opened;
  if (on.admission) step("applications", [&] { phases::take_applications(month); });
  if (on.admission) step("decisions", [&] { phases::decide_applications(month); });
  if (on.admission) step("arrivals", [&] { phases::let_arrive(month); });
  if (on.households) step("households", [&] { phases::unite_families(month); });
  if (on.job_market) step("posts", [&] { phases::open_posts(month); });
  if (on.job_market) step("labour force", [&] { phases::move_labour_force(month); });
  if (on.job_market) step("matching", [&] { phases::match(month); });
  if (on.renewal) step("renewal", [&] { phases::renew_stays(month); });
  if (on.departure || on.demography) step("departure", [&] { phases::depart(month); });
  if (on.permanent_residence)
    step("permanent residence", [&] { phases::grant_permanent_residence(month); });
  if (on.demography) step("demography", [&] { phases::live_and_die(month); });
  if (on.movement) step("movement", [&] { phases::move(month); });
  step("guardians", [&] { phases::find_guardians(month); });
  step("measures", [&] { measure_month(city, rules); });
}

}  // namespace talentsim
