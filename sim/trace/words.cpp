// SPDX-License-Identifier: MIT
#include "trace/words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "population/residents.h"
#include "scenario/describe.h"

namespace talentsim::trace {
namespace {

using scenario::Attribute;

constexpr double kNoLocalDegree = 9999;  // months, of those without one

// How an attribute is said: its name without the unit, and the unit after the figure.
struct Saying {
  std::string name, before, after;
  bool yes_or_no = false;
};

bool cut_ending(std::string& name, std::string_view ending) {
  if (!name.ends_with(ending)) return false;
  name.resize(name.size() - ending.size());
  return true;
}

bool is_count(Attribute attribute) {
  return attribute == Attribute::criteria_met || attribute == Attribute::points ||
         attribute == Attribute::business_hires;
}

Saying saying_of(Attribute attribute) {
  std::string name = scenario::attribute_names()[static_cast<std::size_t>(attribute)];
  if (cut_ending(name, "_hkd_year")) return {spaced(name), "HKD ", " a year"};
  if (cut_ending(name, "_hkd")) return {spaced(name), "HKD ", ""};
  if (cut_ending(name, "_years")) return {spaced(name), "", " years"};
  if (cut_ending(name, "_months")) return {spaced(name), "", " months"};
  const bool number =
      is_count(attribute) || name.starts_with("years_") || name.starts_with("months_");
  return {spaced(name), "", "", !number};
}

std::string figure(double value) {
  if (value >= 1000) return grouped(std::llround(std::floor(value)));
  if (value == std::floor(value)) return fmt::format("{:.0f}", value);
  return fmt::format("{:.2f}", std::floor(value * 100) / 100);  // never rounded up past a bound
}

std::string shown_figure(const Saying& saying, Attribute attribute, double value) {
  if (saying.yes_or_no) return value == 1 ? "yes" : value == 0 ? "no" : figure(value);
  if (attribute == Attribute::local_degree_months && value >= kNoLocalDegree) return "none";
  if (is_count(attribute)) value = std::floor(value);  // of criteria met, points, people hired
  return saying.before + figure(value) + saying.after;
}

std::string asked_range(const Saying& saying, const scenario::Range& range) {
  const bool least = std::isfinite(range.min), most = std::isfinite(range.max);
  if (saying.yes_or_no && range.min == range.max) return range.min == 1 ? "yes" : "no";
  if (saying.yes_or_no && !most && range.min == 1) return "yes";
  if (least && most && range.min == range.max)
    return fmt::format("exactly {}{}", saying.before, figure(range.min));
  if (least && most)
    return fmt::format("{}{} to {}", saying.before, figure(range.min), figure(range.max));
  if (least) return fmt::format("{}{} or more", saying.before, figure(range.min));
  return fmt::format("at most {}{}", saying.before, figure(range.max));
}

}  // namespace

std::string grouped(long long number) {
  std::string digits = fmt::format("{}", std::abs(number));
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return (number < 0 ? "-" : "") + digits;
}

std::string hkd_month(std::uint32_t pay) { return "HKD " + grouped(pay) + " a month"; }

std::string counted(int number, const char* one, const char* many) {
  return fmt::format("{} {}", number, number == 1 ? one : many);
}

std::string months(int number) { return counted(number, "month", "months"); }

std::string percent(double share) {
  const double value = 100 * share;
  if (value > 0 && value < 1) return "under 1 %";
  if (value > 99 && value < 100) return "over 99 %";
  return fmt::format("{:.0f} %", value);
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  return fmt::format("{}", fmt::join(parts, separator));
}

std::string either_under(const std::vector<std::string>& titles) {
  return joined(titles, ", or under ");
}

std::string quantity(const std::string& value, const std::string& unit) {
  if (unit.empty() || unit == "1" || value == "none") return value;
  const bool one = value == "1" && unit.ends_with('s');
  return fmt::format("{} {}", value, one ? unit.substr(0, unit.size() - 1) : unit);
}

std::string capitalised(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

std::string spaced(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  const std::string city = "hong kong";
  if (const auto at = name.find(city); at != std::string::npos)
    name.replace(at, city.size(), "Hong Kong");
  return name;
}

std::string requirements(const std::vector<scenario::Requirement>& asked,
                         const population::Attributes& shown) {
  std::vector<std::string> parts;
  for (const auto& requirement : asked) {
    const auto saying = saying_of(requirement.attribute);
    const double value = shown[static_cast<std::size_t>(requirement.attribute)];
    const bool met = value >= requirement.range.min && value <= requirement.range.max;
    parts.push_back(fmt::format("{} {} ({}asked: {})", saying.name,
                                shown_figure(saying, requirement.attribute, value),
                                met ? "" : "NOT MET, ", asked_range(saying, requirement.range)));
  }
  return parts.empty() ? "nothing is asked" : joined(parts);
}

std::string trade_name(const scenario::Rules& rules, int trade) {
  const auto& known = rules.trades[static_cast<std::size_t>(trade)];
  return known.title.empty() ? known.name : known.title;
}

std::string work_in(const scenario::Rules& rules, std::uint8_t packed_job) {
  static constexpr std::array<const char*, population::kSkills> kLevels = {
      "high-skilled", "middle-skilled", "elementary"};
  const auto job = population::unpack_job(packed_job);
  const auto& sector = rules.sectors[job.sector];
  return fmt::format("{} work in {}", kLevels[std::min<std::size_t>(job.skill, 2)],
                     sector.title.empty() ? sector.name : sector.title);
}

}  // namespace talentsim::trace
