// SPDX-License-Identifier: MIT
// Applications on their way, by the month in which they are decided or lead to an arrival.
#pragma once

#include <vector>

#include "population/city.h"

namespace talentsim::phases {

using population::Calendar;

// Enters many applications in a calendar; months are looked up once.
class Agenda {
 public:
  Agenda(Calendar& calendar, Month now) : calendar_(calendar), now_(now.index()) {}
  // `moment`: of this month or later, in months with fractions.
  void enter(const population::Application& application, double moment) {
    const auto ahead = static_cast<std::size_t>(static_cast<int>(moment) - now_);
    if (ahead >= months_.size()) months_.resize(ahead + 1);
    auto*& list = months_[ahead];
    if (list == nullptr) list = &calendar_[static_cast<int>(moment)];
    list->push_back(application);
  }

 private:
  Calendar& calendar_;
  int now_;
  std::vector<std::vector<population::Application>*> months_;  // from this one on
};

// The list due in a month, in the order of keys, taken out of the calendar.
std::vector<population::Application> take_due(Calendar& calendar, Month month);

}  // namespace talentsim::phases
