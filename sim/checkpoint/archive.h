// SPDX-License-Identifier: MIT
// Values of any shape to bytes and back: numbers as the machine has them, lists with their length,
// structs member by member as visit_columns lists them. A reader never trusts a length.
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include "support/error.h"

namespace talentsim::checkpoint {

class Sink {
 public:
  virtual ~Sink() = default;
  virtual void put(const void* bytes, std::size_t size) = 0;
};

class Source {
 public:
  virtual ~Source() = default;
  virtual void get(void* bytes, std::size_t size) = 0;  // throws when fewer are left
  virtual std::uint64_t left() const = 0;
};

// Copied byte by byte: no padding, no pointers.
template <class T>
constexpr bool kPlain = std::is_trivially_copyable_v<T> && !std::is_pointer_v<T> &&
                        (std::is_arithmetic_v<T> || std::has_unique_object_representations_v<T>);

class Writer {
 public:
  explicit Writer(Sink& sink) : sink_(sink) {}

  template <class T>
  void operator()(const T& value) {
    if constexpr (kPlain<T>) {
      sink_.put(&value, sizeof value);
    } else {
      visit_columns(*this, const_cast<T&>(value));  // a writer changes nothing
    }
  }
  template <class T>
  void operator()(const std::vector<T>& values) {
    (*this)(std::uint64_t{values.size()});
    if constexpr (kPlain<T>) {
      sink_.put(values.data(), values.size() * sizeof(T));
    } else {
      for (const T& value : values) (*this)(value);
    }
  }
  void operator()(const std::string& text) {
    (*this)(std::uint64_t{text.size()});
    sink_.put(text.data(), text.size());
  }
  template <class T, std::size_t N>
  void operator()(const std::array<T, N>& values) {
    for (const T& value : values) (*this)(value);
  }
  template <class A, class B>
  void operator()(const std::pair<A, B>& pair) {
    (*this)(pair.first);
    (*this)(pair.second);
  }
  template <class K, class V>
  void operator()(const std::map<K, V>& values) {
    (*this)(std::uint64_t{values.size()});
    for (const auto& entry : values) (*this)(entry);
  }
  template <class K, class V>
  void operator()(const std::unordered_map<K, V>& values) {
    (*this)(std::map<K, V>(values.begin(), values.end()));  // in an order of their own
  }
  template <class T>
  void operator()(const std::shared_ptr<const T>& shared) {
    (*this)(shared != nullptr);
    if (shared) (*this)(*shared);
  }

 private:
  Sink& sink_;
};

class Reader {
 public:
  explicit Reader(Source& source) : source_(source) {}

  template <class T>
  void operator()(T& value) {
    if constexpr (kPlain<T>) {
      source_.get(&value, sizeof value);
    } else {
      visit_columns(*this, value);
    }
  }
  template <class T>
  void operator()(std::vector<T>& values) {
    constexpr std::size_t kLeast = kPlain<T> ? sizeof(T) : 1;  // bytes of an entry
    values.resize(length(kLeast));
    if constexpr (kPlain<T>) {
      source_.get(values.data(), values.size() * sizeof(T));
    } else {
      for (T& value : values) (*this)(value);
    }
  }
  void operator()(std::string& text) {
    text.resize(length(1));
    source_.get(text.data(), text.size());
  }
  template <class T, std::size_t N>
  void operator()(std::array<T, N>& values) {
    for (T& value : values) (*this)(value);
  }
  template <class A, class B>
  void operator()(std::pair<A, B>& pair) {
    (*this)(pair.first);
    (*this)(pair.second);
  }
  template <class Map>
  requires requires { typename Map::mapped_type; }
  void operator()(Map& values) {
    values.clear();
    for (auto count = length(1); count > 0; --count) {
      std::pair<typename Map::key_type, typename Map::mapped_type> entry;
      (*this)(entry);
      values.insert(std::move(entry));
    }
  }
  template <class T>
  void operator()(std::shared_ptr<const T>& shared) {
    bool there = false;
    (*this)(there);
    if (!there) return shared.reset();
    auto made = std::make_shared<T>();
    (*this)(*made);
    shared = std::move(made);
  }

 private:
  std::size_t length(std::size_t least_bytes) {
    std::uint64_t count = 0;
    (*this)(count);
    if (count > source_.left() / least_bytes)
      throw RunError("a list is longer than what is left of the file");
    return static_cast<std::size_t>(count);
  }

  Source& source_;
};

// Figures are mostly zeros: a zero is followed by how many there are in a row, other numbers are
// written in as few bytes as they need, sign last.
void visit_figures(Writer& write, const std::vector<std::int64_t>& figures);
void visit_figures(Reader& read, std::vector<std::int64_t>& figures);

}  // namespace talentsim::checkpoint
