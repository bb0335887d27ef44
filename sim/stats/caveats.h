// SPDX-License-Identifier: MIT
// What has to be said beside the figures, once. Printed summaries and tables and the pages of docs/
// take it from here.
#pragma once

#include <string>
#include <vector>

#include "stats/official.h"

namespace talentsim::stats {

enum class CaveatKind : std::uint8_t {
  not_identified,  // public data cannot tell it; goes with every summary
  beside_official  // to mind when a figure stands beside a published one
};

struct Caveat {
  CaveatKind kind;
  const char* text;           // one sentence, no capital and no full stop for not_identified
  std::vector<Table> tables;  // what it bears on; of beside_official, beside which it is printed
};

const std::vector<Caveat>& caveats();
std::vector<const Caveat*> caveats_of(CaveatKind kind);
std::vector<const Caveat*> caveats_of(CaveatKind kind, Table table);

// Under what heading each kind stands.
const char* heading(CaveatKind kind);

}  // namespace talentsim::stats
