// SPDX-License-Identifier: MIT
#include "scenario/scalars.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <optional>
#include <utility>
#include <vector>

namespace talentsim::scenario {
namespace {

constexpr std::size_t kShownCharacters = 60;

std::string shown(const std::string& text) {
  if (text.size() <= kShownCharacters) return text;
  std::size_t end = kShownCharacters;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u)
    --end;  // whole UTF-8 characters
  return text.substr(0, end) + "...";
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : static_cast<char>(c);
  });
  return text;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Length of the digits at `at`.
std::size_t digits(const std::string& text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - at;
}

// -?digits(.digits)?([eE][+-]?digits)?
bool has_number_form(const std::string& text) {
  std::size_t at = text.starts_with('-') ? 1 : 0;
  const std::size_t whole = digits(text, at);
  if (whole == 0) return false;
  at += whole;
  if (at < text.size() && text[at] == '.') {
    const std::size_t fraction = digits(text, at + 1);
    if (fraction == 0) return false;
    at += 1 + fraction;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const std::size_t power = digits(text, at);
    if (power == 0) return false;
    at += power;
  }
  return at == text.size();
}

bool has_leading_zero(const std::string& text) {
  const std::size_t at = text.starts_with('-') ? 1 : 0;
  return text.size() > at + 1 && text[at] == '0' && is_digit(text[at + 1]);
}

std::string without_leading_zeros(const std::string& text) {
  std::size_t at = text.starts_with('-') ? 1 : 0;
  std::string out = text.substr(0, at);
  while (at + 1 < text.size() && text[at] == '0' && is_digit(text[at + 1])) ++at;
  return out + text.substr(at);
}

std::string without(std::string text, char unwanted) {
  text.erase(std::remove(text.begin(), text.end(), unwanted), text.end());
  return text;
}

// Full-width forms (U+FF01 to U+FF5E, as an input method for Chinese writes them), the minus sign,
// dashes and curly quotes in plain characters.
std::string from_typography(std::string text) {
  static const std::vector<std::pair<std::string, std::string>> kPlain = {
      {"\u2212", "-"}, {"\u2013", "-"}, {"\u2014", "-"}, {"\u201c", ""},
      {"\u201d", ""},  {"\u2018", ""},  {"\u2019", ""},  {"\u3002", "."}};
  for (const auto& [fancy, plain] : kPlain)
    for (std::size_t at = 0; (at = text.find(fancy, at)) != std::string::npos;)
      text.replace(at, fancy.size(), plain);
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = [&](std::size_t i) {
      return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
    };
    const unsigned low = ((byte(at + 1) & 0x3Fu) << 6) | (byte(at + 2) & 0x3Fu);
    if (byte(at) == 0xEF && low >= 0xF01 && low <= 0xF5E) {
      out += static_cast<char>(low - 0xF01 + '!');
      at += 2;
    } else {
      out += text[at];
    }
  }
  return out;
}

// 1,000,000.5 or 1_000 or 1 000 without the separators, when they stand between threes of digits.
std::string without_grouping(const std::string& text) {
  for (char separator : {',', ' ', '_'}) {
    const std::string whole = text.substr(0, text.find('.'));
    const std::string joined = without(text, separator);
    if (joined == text || !has_number_form(joined) || has_leading_zero(joined)) continue;
    bool threes = true;
    for (std::size_t at = whole.find(separator); at != std::string::npos;
         at = whole.find(separator, at + 1))
      threes = threes && digits(whole, at + 1) == 3;
    const bool in_fraction = text.find(separator, whole.size()) != std::string::npos;
    if ((threes || separator == '_') && !in_fraction) return joined;
  }
  return {};
}

std::string with_point(std::string text) {
  std::replace(text.begin(), text.end(), ',', '.');
  return text;
}

bool is_decimal_comma(const std::string& text) {
  return text.find('.') == std::string::npos && std::count(text.begin(), text.end(), ',') == 1 &&
         has_number_form(with_point(text)) && !has_leading_zero(with_point(text));
}

// What stands before a percent sign, or nothing.
std::string before_percent(const std::string& text) {
  if (!text.ends_with('%')) return {};
  const auto last = text.find_last_not_of(" %");
  return last == std::string::npos ? "" : text.substr(0, last + 1);
}

// "HKD 2,000,000", "$30,000", "40k" in plain digits, or nothing.
std::string amount_in(std::string text) {
  for (const char* currency : {"HKD", "HK$", "$"})
    if (text.starts_with(currency)) {
      text.erase(0, std::strlen(currency));
      text.erase(0, std::min(text.find_first_not_of(' '), text.size()));
      const std::string joined = without_grouping(text);
      return !joined.empty() ? joined : has_number_form(text) ? text : "";
    }
  if (text.empty() || (text.back() != 'k' && text.back() != 'K')) return {};
  text.pop_back();
  return has_number_form(text) && text.find_first_of(".eE") == std::string::npos ? text + "000"
                                                                                 : "";
}

std::string not_a_number(const std::string& text, std::string_view why,
                         const std::string& instead = "") {
  std::string out = fmt::format("'{}' is not a number ({})", shown(text), why);
  if (!instead.empty()) out += "; write " + instead;
  return out;
}

// Why a text without number form was refused, with the right spelling when it can be told.
std::string refusal(const std::string& text) {
  const std::string word = lower(text);
  if (word == ".nan" || word == "nan" || word == ".inf" || word == "inf" || word == "-.inf" ||
      word == "+.inf" || word == "-inf" || word == "infinity")
    return not_a_number(text, "values must be finite");
  if (word.starts_with("0x") || word.starts_with("0o") || word.starts_with("-0x"))
    return not_a_number(text, "only decimal numbers are read");
  if (text.starts_with('+') && has_number_form(text.substr(1)))
    return not_a_number(text, "a plus sign is not needed", text.substr(1));
  if (text.starts_with('.') && has_number_form("0" + text))
    return not_a_number(text, "a digit must stand before the point", "0" + text);
  if (text.ends_with('.') && has_number_form(text + "0"))
    return not_a_number(text, "a digit must stand after the point", text + "0");
  if (const std::string plain = from_typography(text); plain != text && has_number_form(plain))
    return not_a_number(text, "only plain digits, points and hyphens are read", plain);
  if (const std::string joined = without_grouping(text); !joined.empty())
    return not_a_number(text, "digits are not grouped", joined);
  if (is_decimal_comma(text))
    return not_a_number(text, "the decimal sign is a point", with_point(text));
  if (const std::string share = before_percent(text); has_number_form(share))
    return not_a_number(text, "shares are fractions of 1",
                        number_text(read_number(scalar_node(share, {})).value / 100));
  if (const std::string amount = amount_in(text); !amount.empty())
    return not_a_number(text, "the unit is not written with the number", amount);
  return not_a_number(text, "a decimal number such as 12, 0.5 or 1e-3 is needed");
}

}  // namespace

std::string number_text(double value) { return fmt::format("{}", value); }

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string what_is(const Node& node) {
  if (node.is_sequence()) return "a list";
  if (node.is_mapping()) return "a mapping";
  return node.is_empty_scalar() ? "nothing" : fmt::format("'{}'", shown(node.text));
}

Reading<double> read_number(const Node& node) {
  if (!node.is_scalar() || node.is_empty_scalar())
    return {0, fmt::format("{} where a number is needed", what_is(node))};
  const std::string& text = node.text;
  if (node.quoted)
    return {0, not_a_number(text, "in quotes it is text",
                            has_number_form(text) ? text + " without quotes" : "")};
  if (!has_number_form(text)) return {0, refusal(text)};
  if (has_leading_zero(text))
    return {0, not_a_number(text, "with a leading zero some readers of YAML take it as octal",
                            without_leading_zeros(text))};
  double value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
    return {0, not_a_number(text, "beyond what a computer number holds")};
  return {value == 0 ? 0.0 : value, ""};
}

Reading<bool> read_flag(const Node& node) {
  if (!node.is_scalar() || node.is_empty_scalar())
    return {false, fmt::format("{} where true or false is needed", what_is(node))};
  if (!node.quoted && node.text == "true") return {true, ""};
  if (!node.quoted && node.text == "false") return {false, ""};
  const std::string word = lower(node.text);
  std::string problem =
      fmt::format("'{}' is not true or false (versions of YAML disagree about other spellings)",
                  shown(node.text));
  if (word == "yes" || word == "on" || word == "y" || word == "true" || word == "1")
    problem += "; write true";
  if (word == "no" || word == "off" || word == "n" || word == "false" || word == "0")
    problem += "; write false";
  return {false, problem};
}

Reading<Month> read_month(const Node& node) {
  if (!node.is_scalar() || node.is_empty_scalar())
    return {{}, fmt::format("{} where a month is needed", what_is(node))};
  if (auto month = Month::parse(node.text)) return {*month, ""};
  return {{},
          fmt::format("'{}' is not a month (months are written YYYY-MM, 1900-01 to 2200-12)",
                      shown(node.text))};
}

Reading<std::string> read_text(const Node& node) {
  if (!node.is_scalar() || node.is_empty_scalar())
    return {"", fmt::format("{} where text is needed", what_is(node))};
  return {node.text, ""};
}

}  // namespace talentsim::scenario
