// SPDX-License-Identifier: MIT
// Scenario files are UTF-8 text of human size; anything else is refused before a parser sees it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "support/error.h"

namespace talentsim::scenario {

// The first byte that plain UTF-8 text cannot hold, as a problem; nothing when all is well.
std::optional<Problem> not_plain_text(std::string_view text, const std::string& file);

// The same of a text as YAML reads it, where "\x1b" in quotes has become a character; empty when
// all is well.
std::string hidden_in(std::string_view text);

}  // namespace talentsim::scenario
