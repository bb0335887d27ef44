// SPDX-License-Identifier: MIT
#include "output/hdf5_file.h"

#include <fmt/core.h>
#include <hdf5.h>
#include <hdf5_hl.h>

#include <cerrno>
#include <cstring>
#include <functional>
#include <new>
#include <numeric>
#include <stdexcept>
#include <type_traits>

#include "output/hdf5_driver.h"
#include "support/error.h"

namespace talentsim::output::hdf5 {

static_assert(std::is_same_v<hid_t, Id> && std::is_same_v<hsize_t, Extents::value_type>);

namespace {

constexpr unsigned kGzipLevel = 4;

// Walked from the outermost call inwards, the error stack ends at the cause.
herr_t read_cause(unsigned, const H5E_error2_t* entry, void* out) {
  if (entry->desc != nullptr) *static_cast<std::string*>(out) = entry->desc;
  return 0;
}

const char* suggestion(int error_number) {
  switch (error_number) {
    case ENOSPC:
    case EDQUOT:
      return "free some space there or write elsewhere with -o";
    case EFBIG:
      return "raise the limit on file size (ulimit -f)";
    default:
      return "check the disk or write elsewhere with -o";
  }
}

hid_t native(Type type) {
  switch (type) {
    case Type::int8:
      return H5T_NATIVE_INT8;
    case Type::int32:
      return H5T_NATIVE_INT32;
    case Type::int64:
      return H5T_NATIVE_INT64;
    case Type::float64:
      return H5T_NATIVE_DOUBLE;
  }
  return -1;
}

hid_t stored(Type type) {
  switch (type) {
    case Type::int8:
      return H5T_STD_I8LE;
    case Type::int32:
      return H5T_STD_I32LE;
    case Type::int64:
      return H5T_STD_I64LE;
    case Type::float64:
      return H5T_IEEE_F64LE;
  }
  return -1;
}

}  // namespace

class Failure {
 public:
  explicit Failure(std::string path) : path_(std::move(path)) {}

  // Passes a good return value on; turns a negative one, or a disk that refused, into a RunError.
  template <class Value>
  Value check(Value value, std::string_view what) const {
    if (value < 0 || disk_.error_number != 0) fail(what);
    return value;
  }
  Handle handle(hid_t id, Handle::Close close, std::string_view what) const {
    Handle owned(id, close);
    check(id, what);
    return owned;
  }
  DiskState& disk() const { return disk_; }

 private:
  [[noreturn]] void fail(std::string_view what) const {
    std::string cause = "unknown cause";
    if (disk_.error_number != 0) {
      cause = std::strerror(disk_.error_number);
    } else {
      H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, read_cause, &cause);
    }
    disk_.discard = true;
    if (disk_.error_number == 0 && cause.starts_with("memory allocation failed"))
      throw std::bad_alloc();
    throw RunError(fmt::format("cannot {} in '{}' ({}) {}", what, path_, cause,
                               suggestion(disk_.error_number)));
  }

  std::string path_;
  mutable DiskState disk_;
};

void Object::attribute(const std::string& name, std::string_view text) {
  const auto what = fmt::format("write attribute '{}'", name);
  // An empty text is stored as one blank: several readers reject text of no length.
  const std::string value(text.empty() ? std::string_view(" ") : text);
  const Handle type = failure_->handle(H5Tcopy(H5T_C_S1), H5Tclose, what);
  failure_->check(H5Tset_size(type.id(), value.size()), what);
  failure_->check(H5Tset_strpad(type.id(), H5T_STR_NULLPAD), what);
  failure_->check(H5Tset_cset(type.id(), H5T_CSET_UTF8), what);
  const Handle space = failure_->handle(H5Screate(H5S_SCALAR), H5Sclose, what);
  const Handle attribute = failure_->handle(
      H5Acreate2(id(), name.c_str(), type.id(), space.id(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
      what);
  failure_->check(H5Awrite(attribute.id(), type.id(), value.data()), what);
}

void Object::raw_attribute(const std::string& name, Type type, const void* values,
                           std::size_t count) {
  const auto what = fmt::format("write attribute '{}'", name);
  const hsize_t extent = count;
  const Handle space = failure_->handle(
      count == 1 ? H5Screate(H5S_SCALAR) : H5Screate_simple(1, &extent, nullptr), H5Sclose, what);
  const Handle attribute = failure_->handle(
      H5Acreate2(id(), name.c_str(), stored(type), space.id(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
      what);
  failure_->check(H5Awrite(attribute.id(), native(type), values), what);
}

void Dataset::check_count(const Extents& count, std::size_t values) {
  const auto cells =
      std::accumulate(count.begin(), count.end(), hsize_t{1}, std::multiplies<hsize_t>());
  if (cells != values)
    throw std::logic_error(fmt::format("{} values for {} cells of a dataset", values, cells));
}

void Dataset::raw_write(const Extents& offset, const Extents& count, Type type,
                        const void* values) {
  constexpr const char* kWhat = "write a dataset";
  const Handle space = failure_->handle(H5Dget_space(id()), H5Sclose, kWhat);
  failure_->check(H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, offset.data(), nullptr,
                                      count.data(), nullptr),
                  kWhat);
  const Handle memory = failure_->handle(
      H5Screate_simple(static_cast<int>(count.size()), count.data(), nullptr), H5Sclose, kWhat);
  failure_->check(H5Dwrite(id(), native(type), memory.id(), space.id(), H5P_DEFAULT, values),
                  kWhat);
}

void Dataset::write_chunk(const Extents& offset, std::uint32_t filters_left_out,
                          std::span<const char> bytes) {
  failure_->check(H5Dwrite_chunk(id(), H5P_DEFAULT, filters_left_out, offset.data(), bytes.size(),
                                 bytes.data()),
                  "write a dataset");
}

void Dataset::extend(unsigned long long rows) {
  failure_->check(H5Dset_extent(id(), &rows), "extend a dataset");
}

void Dataset::resize(const Extents& extents) {
  failure_->check(H5Dset_extent(id(), extents.data()), "resize a dataset");
}

void Dataset::make_scale(const std::string& name) {
  failure_->check(H5DSset_scale(id(), name.c_str()), "write a dimension scale");
}

void Dataset::attach_scale(unsigned axis, const Dataset& scale) {
  failure_->check(H5DSattach_scale(id(), scale.id(), axis), "attach a dimension scale");
}

void Dataset::close() { failure_->check(handle_.close(), "write a dataset"); }

Group Group::group(const std::string& name) {
  const auto what = fmt::format("make group '{}'", name);
  const Handle creation = failure_->handle(H5Pcreate(H5P_GROUP_CREATE), H5Pclose, what);
  failure_->check(
      H5Pset_link_creation_order(creation.id(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
      what);
  failure_->check(H5Pset_obj_track_times(creation.id(), false), what);
  return {failure_->handle(H5Gcreate2(id(), name.c_str(), H5P_DEFAULT, creation.id(), H5P_DEFAULT),
                           H5Gclose, what),
          failure_};
}

Dataset Group::dataset(const std::string& name, const Layout& layout) {
  const auto what = fmt::format("make dataset '{}'", name);
  const int rank = static_cast<int>(layout.extents.size());
  std::vector<hsize_t> limits(layout.extents.begin(), layout.extents.end());
  if (layout.growing) limits[0] = H5S_UNLIMITED;
  const Handle space = failure_->handle(
      H5Screate_simple(rank, layout.extents.data(), limits.data()), H5Sclose, what);
  const Handle creation = failure_->handle(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, what);
  failure_->check(H5Pset_obj_track_times(creation.id(), false), what);
  if (!layout.chunk.empty()) {
    failure_->check(H5Pset_chunk(creation.id(), rank, layout.chunk.data()), what);
    failure_->check(H5Pset_shuffle(creation.id()), what);
    failure_->check(H5Pset_deflate(creation.id(), kGzipLevel), what);
  }
  return {failure_->handle(H5Dcreate2(id(), name.c_str(), stored(layout.type), space.id(),
                                      H5P_DEFAULT, creation.id(), H5P_DEFAULT),
                           H5Dclose, what),
          failure_};
}

Dataset Group::texts(const std::string& name, const std::vector<std::string>& values) {
  return raw_texts(name, values, false);
}

Dataset Group::text(const std::string& name, const std::string& value) {
  return raw_texts(name, {value}, true);
}

Dataset Group::raw_texts(const std::string& name, const std::vector<std::string>& values,
                         bool scalar) {
  const auto what = fmt::format("write texts '{}'", name);
  const Handle type = failure_->handle(H5Tcopy(H5T_C_S1), H5Tclose, what);
  failure_->check(H5Tset_size(type.id(), H5T_VARIABLE), what);
  failure_->check(H5Tset_cset(type.id(), H5T_CSET_UTF8), what);
  const hsize_t extent = values.size();
  const Handle space = failure_->handle(
      scalar ? H5Screate(H5S_SCALAR) : H5Screate_simple(1, &extent, nullptr), H5Sclose, what);
  const Handle creation = failure_->handle(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, what);
  failure_->check(H5Pset_obj_track_times(creation.id(), false), what);
  Dataset dataset(failure_->handle(H5Dcreate2(id(), name.c_str(), type.id(), space.id(),
                                              H5P_DEFAULT, creation.id(), H5P_DEFAULT),
                                   H5Dclose, what),
                  failure_);
  std::vector<const char*> pointers;
  for (const std::string& value : values) pointers.push_back(value.c_str());
  failure_->check(H5Dwrite(dataset.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()),
                  what);
  return dataset;
}

File::File(const std::string& path) {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);  // failures are told once, by RunError
  const auto failure = std::make_shared<const Failure>(path);
  failure_ = failure;
  constexpr const char* kWhat = "make the results file";
  const Handle access = failure->handle(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, kWhat);
  failure->check(use_driver(access.id(), failure->disk()), kWhat);
  failure->check(H5Pset_libver_bounds(access.id(), H5F_LIBVER_EARLIEST, H5F_LIBVER_V18), kWhat);
  const Handle creation = failure->handle(H5Pcreate(H5P_FILE_CREATE), H5Pclose, kWhat);
  failure->check(
      H5Pset_link_creation_order(creation.id(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
      kWhat);
  failure->check(H5Pset_obj_track_times(creation.id(), false), kWhat);
  handle_ = failure->handle(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation.id(), access.id()),
                            H5Fclose, kWhat);
}

File::~File() { abandon(); }

void File::abandon() noexcept { failure_->disk().discard = true; }

void File::close() {
  failure_->check(H5Fflush(id(), H5F_SCOPE_LOCAL), "write the results");
  failure_->check(handle_.close(), "write the results");
}

}  // namespace talentsim::output::hdf5
