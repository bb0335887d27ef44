// SPDX-License-Identifier: MIT
// How a run uses its threads: several replicates at a time, a thread each, or all threads on the
// chunks of one city. Results are the same either way.
#pragma once

#include "scenario/scenario.h"

namespace talentsim::run {

// Local residents on the first month's eve, simulated persons.
double expected_residents(const scenario::Scenario& scenario);

// Replicates alive at a time: at most one a thread, several only when the city is small enough.
//   residents <= 131,072                                    several
//   residents <= 1,048,576, no events, replicates >= threads  several
//   otherwise                                               one
// A city of four chunks keeps few threads busy and a run of several stays below 100 MiB a thread;
// events are held until it is their replicate's turn to be written, hence the second line.
int replicates_side_by_side(double residents, int replicates, int threads, bool events);

}  // namespace talentsim::run
