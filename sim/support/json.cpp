// SPDX-License-Identifier: MIT
#include "support/json.h"

#include <fmt/core.h>

namespace talentsim {
namespace {

constexpr std::size_t kLongestLine = 100;

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      out += fmt::format("\\{}", c);
    else if (static_cast<unsigned char>(c) < 0x20)
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    else
      out += c;
  }
  return out + '"';
}

}  // namespace

Json::Json(std::string_view text) : text_(quoted(text)) {}
Json::Json(double number) : text_(fmt::format("{}", number)) {}

Json Json::object(std::vector<std::pair<std::string, Json>> members) {
  Json out;
  out.kind_ = Kind::object;
  out.members_ = std::move(members);
  return out;
}

Json Json::array(std::vector<Json> items) {
  Json out;
  out.kind_ = Kind::array;
  out.items_ = std::move(items);
  return out;
}

Json Json::texts(const std::vector<std::string>& texts) {
  Json out = array();
  for (const std::string& text : texts) out.add(Json(text));
  return out;
}

Json& Json::add(std::string key, Json value) {
  members_.emplace_back(std::move(key), std::move(value));
  return *this;
}

Json& Json::add(Json item) {
  items_.push_back(std::move(item));
  return *this;
}

std::string Json::one_line() const {
  if (kind_ == Kind::scalar) return text_;
  std::string out;
  for (const auto& [key, value] : members_)
    out += (out.empty() ? "" : ", ") + quoted(key) + ": " + value.one_line();
  for (const Json& item : items_) out += (out.empty() ? "" : ", ") + item.one_line();
  return kind_ == Kind::object ? "{" + out + "}" : "[" + out + "]";
}

void Json::print(std::size_t indent, std::string& out) const {
  const std::string line = one_line();
  if (kind_ == Kind::scalar || indent + line.size() <= kLongestLine) {
    out += line;
    return;
  }
  const std::string margin(indent + 1, ' ');
  const bool object = kind_ == Kind::object;
  out += object ? "{" : "[";
  const char* before = "\n";
  for (const auto& [key, value] : members_) {
    out += before + margin + quoted(key) + ": ";
    value.print(indent + 1, out);
    before = ",\n";
  }
  for (const Json& item : items_) {
    out += before + margin;
    item.print(indent + 1, out);
    before = ",\n";
  }
  out += '\n' + std::string(indent, ' ') + (object ? '}' : ']');
}

std::string Json::print() const {
  std::string out;
  print(0, out);
  return out + '\n';
}

}  // namespace talentsim
