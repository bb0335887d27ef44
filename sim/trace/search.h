// SPDX-License-Identifier: MIT
// Finds people by what became of them.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "trace/follow.h"
#include "trace/search_terms.h"

namespace talentsim::trace {

struct Match {
  population::Key person = 0;
  Month when;        // arrival, application or birth: the order of the list
  std::string line;  // one line about the person
};

// Remembers, of everybody who fits the terms known so far, what only events tell.
class Searcher : public Onlooker {
 public:
  explicit Searcher(SearchTerms terms) : terms_(std::move(terms)) {}

  void open(const population::City&, const scenario::Rules&) override {}
  void begin_month(const population::City&, const scenario::Rules&) override {}
  void saw(const population::City& city, const stats::Event& event) override;
  void end_month(const population::City&, const scenario::Rules&) override {}

  // Everybody who fits, in the order of `when` and key.
  std::vector<Match> matches(const population::City& city, const scenario::Rules& rules) const;

 private:
  struct Exit {
    Month month;
    int cause = -1;  // scenario::DepartureCause; -1: a resident who moved out
  };
  struct Application {
    Month applied;
    std::int8_t scheme = 0;
    stats::Happening state = stats::Happening::application;
  };

  void add_newcomers(const population::City& city, const scenario::Rules& rules,
                     std::vector<Match>& found) const;
  void add_applicants(const population::City& city, const scenario::Rules& rules,
                      std::vector<Match>& found) const;
  void add_residents(const population::City& city, const scenario::Rules& rules,
                     std::vector<Match>& found) const;
  bool in_time(Month month) const;
  // The words of `outcome` that fit, the one to show first.
  std::vector<std::string> exit_words(population::Key key) const;
  std::string exit_text(population::Key key) const;

  SearchTerms terms_;
  std::unordered_map<population::Key, Exit> exits_;
  std::unordered_map<population::Key, Application> applications_;
};

}  // namespace talentsim::trace
