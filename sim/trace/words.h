// SPDX-License-Identifier: MIT
// Figures and rules in the words of a case file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "population/profile.h"
#include "scenario/scenario.h"

namespace talentsim::trace {

std::string grouped(long long number);                               // 1,234,567
std::string hkd_month(std::uint32_t pay);                            // HKD 38,000 a month
std::string counted(int number, const char* one, const char* many);  // 1 month, 2 months
std::string months(int number);
std::string percent(double share);  // 61 %, <1 %, 99.6 %
std::string joined(const std::vector<std::string>& parts, std::string_view separator = ", ");
// "A", "A, or under B": titles hold commas of their own.
std::string either_under(const std::vector<std::string>& titles);
// "36 months", "1 month", "none": a value of a rule with its unit.
std::string quantity(const std::string& value, const std::string& unit);
std::string capitalised(std::string text);
// Underscores read as spaces.
std::string spaced(std::string name);

// "experience 7.4 years (asked: 3 or more)" for each requirement; `met` tells whether all hold.
std::string requirements(const std::vector<scenario::Requirement>& asked,
                         const population::Attributes& shown);

// Title of a trade or field of research, by its place.
std::string trade_name(const scenario::Rules& rules, int trade);

// "high-skilled work in Finance"
std::string work_in(const scenario::Rules& rules, std::uint8_t packed_job);

}  // namespace talentsim::trace
