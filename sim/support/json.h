// SPDX-License-Identifier: MIT
// JSON for writing: values that keep the order of their keys.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace talentsim {

class Json {
 public:
  Json(std::string_view text);  // NOLINT: a text is a value
  Json(const char* text) : Json(std::string_view(text)) {}
  Json(const std::string& text) : Json(std::string_view(text)) {}
  Json(double number);  // finite; whole numbers are written without a point
  Json(bool flag) : text_(flag ? "true" : "false") {}

  static Json object(std::vector<std::pair<std::string, Json>> members = {});
  static Json array(std::vector<Json> items = {});
  static Json texts(const std::vector<std::string>& texts);

  // Adds a member of an object, or an item of an array.
  Json& add(std::string key, Json value);
  Json& add(Json item);
  bool empty() const { return members_.empty() && items_.empty(); }

  std::string one_line() const;
  // Short collections in one line, others indented by a space a level; ends with a line feed.
  std::string print() const;

 private:
  enum class Kind : unsigned char { scalar, object, array };
  Json() = default;
  void print(std::size_t indent, std::string& out) const;

  Kind kind_ = Kind::scalar;
  std::string text_;  // of a scalar, as it is written
  std::vector<std::pair<std::string, Json>> members_;
  std::vector<Json> items_;
};

}  // namespace talentsim
