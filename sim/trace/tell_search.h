// SPDX-License-Identifier: MIT
// A month's search for work in sentences.
#pragma once

#include <string>

#include "population/search_account.h"
#include "scenario/scenario.h"
#include "trace/life.h"

namespace talentsim::trace {

// "large local employer".
std::string employer_text(scenario::EmployerKind kind, scenario::EmployerSize size);
// Of the employer who hires, empty when nobody does.
std::string hiring_employer(const population::SearchAccount& search);

Telling tell_search(const scenario::Rules& rules, const population::SearchAccount& search);

}  // namespace talentsim::trace
