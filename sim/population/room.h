// SPDX-License-Identifier: MIT
// Room for rows to come. The system clears a page of memory at its first touch, which takes longer
// than filling it; done for many rows at a time, several columns begin a page, and all threads take
// part.
#pragma once

#include "population/city.h"

namespace talentsim::population {

// Before so many rows are appended.
void make_room_for_residents(City& city, std::size_t rows);
void make_room_for_newcomers(City& city, std::size_t rows);

}  // namespace talentsim::population
