// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "ensemble/comparison.h"

namespace talentsim::ensemble {

// Who gains and who loses in one replicate, with up to `keys` keys of each change.
std::string affected_text(const Comparison& comparison, const Variant& variant, std::size_t keys);

}  // namespace talentsim::ensemble
