// SPDX-License-Identifier: MIT
// Progress on stderr: a bar on a terminal, a plain line a simulated year otherwise, nothing when
// quiet.
#pragma once

#include "run/run.h"

namespace talentsim::run {

Progress progress_to_stderr(bool quiet);

}  // namespace talentsim::run
