// SPDX-License-Identifier: MIT
// The pay of a post: a place in the pay law of its cell, for residents or for newcomers.
#pragma once

#include "population/residents.h"
#include "scenario/scenario.h"

namespace talentsim::phases {

// Pay in a cell at the place u, relative to the cell's median.
double pay_factor(double u, const scenario::Labour& labour, bool newcomer);

// The least word of a post of the cell that pays a newcomer, or a resident, as much, or the
// greatest of all.
std::uint32_t pay_word_of(const scenario::Rules& rules, population::Job job, double hkd_month,
                          bool newcomer);

}  // namespace talentsim::phases
