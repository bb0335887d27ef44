// SPDX-License-Identifier: MIT
// Keeps the tables of residents and newcomers from growing with everybody who ever moved in, was
// born or landed.
#pragma once

#include "population/city.h"

namespace talentsim::population {

// Drops the rows of later residents (born or moved in after the start) who died or left, and
// renumbers the rows after them wherever rows are kept from month to month. Rows of the start stay:
// their place is their key. Rows that a pending application names stay too. Keys, and so all draws,
// are unmoved. Call it between two months.
void drop_absent_rows(City& city);

// Drops the rows of newcomers' families of whom nobody is left, neither here nor waiting or
// commuting, and renumbers the others, likewise.
void drop_gone_families(City& city);

// Both in January of every second year; called before such a month is lived. Whoever keeps rows
// from month to month, as a trace of one life does, leaves it out: nothing else depends on it.
void tidy(City& city);

}  // namespace talentsim::population
