// SPDX-License-Identifier: MIT
// Follows one person and their household through a run.
#pragma once

#include <functional>
#include <map>

#include "trace/authorities.h"
#include "trace/life.h"
#include "trace/portrait.h"
#include "trace/tell.h"

namespace talentsim::trace {

// Sees every event and every month of one replicate.
class Onlooker : public population::Witness {
 public:
  virtual void open(const population::City& city, const scenario::Rules& rules) = 0;
  virtual void begin_month(const population::City& city, const scenario::Rules& rules) = 0;
  virtual void end_month(const population::City& city, const scenario::Rules& rules) = 0;
};

// Called after each month with the months done, their total, and the month.
using Progress = std::function<void(int done, int total, Month month)>;

// Lives one replicate with an onlooker; returns the city as it then stands.
population::City live_with(const scenario::Scenario& scenario, int replicate, int threads,
                           Onlooker& onlooker, const Progress& progress);

class Follower : public Onlooker {
 public:
  Follower(const scenario::Scenario& scenario, const Authorities& authorities,
           population::Key person);

  void open(const population::City& city, const scenario::Rules& rules) override;
  void begin_month(const population::City& city, const scenario::Rules& rules) override;
  void saw(const population::City& city, const stats::Event& event) override;
  bool follows_search_of(population::Key person) const override { return person == person_.person; }
  void saw_search(const population::City& city, const population::SearchAccount& search) override;
  void end_month(const population::City& city, const scenario::Rules& rules) override;

  bool found() const;
  Life finish(const population::City& city, const scenario::Rules& rules);

 private:
  bool concerns(const population::City& city, const stats::Event& event) const;
  void look_for_rows(const population::City& city);
  void keep_in_mind(const population::City& city);
  std::uint32_t row_of(const population::City& city, const stats::Event& event);
  void note_rules(const population::City& city, const scenario::Rules& rules);
  void note_settling(const population::City& city, const scenario::Rules& rules, std::uint32_t row);
  void note_new_home(const population::City& city);
  void note_candidate(const population::City& city, const scenario::Rules& rules);
  void note(Month month, const char* what, population::Key person, Telling telling);

  const scenario::Scenario& scenario_;
  const Authorities& authorities_;
  const scenario::Rules* rules_ = nullptr;
  population::Key root_;
  Whereabouts person_;
  Life life_;
  std::vector<std::uint32_t> family_;  // rows of newcomers with the same root
  std::size_t scanned_ = 0;            // rows of newcomers looked at
  std::map<std::uint32_t, Eve> eves_;  // of family_
  std::optional<Eve> resident_eve_;
  std::optional<Telling> stayed_away_;  // of a candidate in the month of appearing
  std::uint32_t household_ = 0;         // of a resident, on the month's eve
  std::optional<Month> gone_since_;     // a resident who died or moved out
  std::string hired_by_;                // employer found in the month's search
};

}  // namespace talentsim::trace
