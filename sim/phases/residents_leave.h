// SPDX-License-Identifier: MIT
// What it does to the city that residents die or move away.
#pragma once

#include <cstdint>
#include <span>

#include "population/city.h"

namespace talentsim::phases {

// Takes residents who are here, each named once, out of the city, and their posts fall vacant.
// Their households are not told: whether anybody is left behind there is for the caller to know.
void take_out(population::City& city, std::span<const std::uint32_t> rows, stats::Happening why);

// Takes one resident out, if here, whose children may be left without an adult.
void move_out(population::City& city, std::uint32_t row);

}  // namespace talentsim::phases
