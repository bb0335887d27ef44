// SPDX-License-Identifier: MIT
// A new HDF5 file, its groups, datasets and attributes. The .cpp is the only user of the HDF5 C
// API.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace talentsim::output::hdf5 {

using Id = std::int64_t;                          // hid_t
using Extents = std::vector<unsigned long long>;  // hsize_t

// An HDF5 identifier that closes itself.
class Handle {
 public:
  using Close = int (*)(Id);
  Handle() = default;
  Handle(Id id, Close close_function) : id_(id), close_(close_function) {}
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(close_, other.close_);
    return *this;
  }
  ~Handle() {
    if (id_ >= 0) close_(id_);
  }
  Id id() const { return id_; }
  int close() { return id_ >= 0 ? close_(std::exchange(id_, -1)) : 0; }

 private:
  Id id_ = -1;
  Close close_ = nullptr;
};

enum class Type : std::uint8_t { int8, int32, int64, float64 };
template <class T>
constexpr Type type_of();
template <>
constexpr Type type_of<std::int8_t>() {
  return Type::int8;
}
template <>
constexpr Type type_of<std::int32_t>() {
  return Type::int32;
}
template <>
constexpr Type type_of<std::int64_t>() {
  return Type::int64;
}
template <>
constexpr Type type_of<double>() {
  return Type::float64;
}
constexpr std::size_t size_of(Type type) {
  return type == Type::int8 ? 1 : type == Type::int32 ? 4 : 8;
}

class Failure;  // knows the file's name and turns an HDF5 error into a RunError

// Whatever carries attributes: the root, a group, a dataset.
class Object {
 public:
  Object() = default;
  Object(Handle handle, std::shared_ptr<const Failure> failure)
      : failure_(std::move(failure)), handle_(std::move(handle)) {}
  void attribute(const std::string& name, std::string_view text);  // fixed length, UTF-8
  template <class T>
  void attribute(const std::string& name, std::span<const T> values) {  // one value: a scalar
    raw_attribute(name, type_of<T>(), values.data(), values.size());
  }
  Id id() const { return handle_.id(); }

 protected:
  void raw_attribute(const std::string& name, Type type, const void* values, std::size_t count);
  std::shared_ptr<const Failure> failure_;  // outlives the handle: closing may write
  Handle handle_;
};

class Dataset : public Object {
 public:
  using Object::Object;
  // A block of the dataset, row-major. Throws std::logic_error unless there is a value a cell.
  template <class T>
  void write(const Extents& offset, const Extents& count, std::span<const T> values) {
    check_count(count, values.size());
    raw_write(offset, count, type_of<T>(), values.data());
  }
  // A chunk as it is stored, packed by the dataset's filters but for those of the mask.
  void write_chunk(const Extents& offset, std::uint32_t filters_left_out,
                   std::span<const char> bytes);
  void extend(unsigned long long rows);      // of a dataset made with `growing`
  void resize(const Extents& extents);       // likewise; only the first extent may differ
  void make_scale(const std::string& name);  // becomes the coordinate of the dimension of that name
  void attach_scale(unsigned axis, const Dataset& scale);
  void close();  // frees the chunk cache and reports what cannot be written

 private:
  static void check_count(const Extents& count, std::size_t values);
  void raw_write(const Extents& offset, const Extents& count, Type type, const void* values);
};

struct Layout {
  Type type;
  Extents extents;
  Extents chunk;         // empty: contiguous
  bool growing = false;  // the first extent starts as given and has no limit
};

class Group : public Object {
 public:
  using Object::Object;
  Group group(const std::string& name);
  Dataset dataset(const std::string& name,
                  const Layout& layout);  // chunked ones: gzip 4 and shuffle
  // Variable-length UTF-8, the only form of text that every reader opens; no extents: one text.
  Dataset texts(const std::string& name, const std::vector<std::string>& values);
  Dataset text(const std::string& name, const std::string& value);

 private:
  Dataset raw_texts(const std::string& name, const std::vector<std::string>& values, bool scalar);
};

// The file itself, as its root group. Opens an existing empty file and overwrites it.
// After a failed write, and when dropped before close(), nothing more is written: the file is then
// of no use.
class File : public Group {
 public:
  explicit File(const std::string& path);
  ~File();
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  void abandon() noexcept;  // before dropping datasets of an unfinished file
  void close();             // after every dataset and group; throws RunError when the disk refuses
};

}  // namespace talentsim::output::hdf5
