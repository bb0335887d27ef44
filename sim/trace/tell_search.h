// SPDX-License-Identifier: MIT
// A month's search for work in sentences.
#pragma once

#include "population/search_account.h"
#include "scenario/scenario.h"
#include "trace/life.h"

namespace talentsim::trace {

Telling tell_search(const scenario::Rules& rules, const population::SearchAccount& search);

}  // namespace talentsim::trace
