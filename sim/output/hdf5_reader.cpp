// SPDX-License-Identifier: MIT
#include "output/hdf5_reader.h"

#include <fmt/core.h>
#include <hdf5.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "output/seal.h"
#include "support/error.h"

namespace talentsim::output::hdf5 {

namespace {

namespace fs = std::filesystem;

void check_is_hdf5(const std::string& path) {
  std::error_code ignored;
  const auto status = fs::status(path, ignored);
  const auto refuse = [&](const char* why, const char* suggestion) {
    throw UsageError(fmt::format("cannot read '{}' ({}) {}", path, why, suggestion));
  };
  if (!fs::exists(status)) refuse("there is no such file", "name a file that talentsim run wrote");
  if (fs::is_directory(status)) refuse("it is a folder", "name a file in it");
  if (!fs::is_regular_file(status))
    refuse("it is not an ordinary file", "name a file that talentsim run wrote");
  if (!std::ifstream(path)) refuse(std::strerror(errno), "ask for leave to read it");
  if (fs::file_size(path, ignored) == 0)
    refuse("it is empty", "name a file that talentsim run wrote");
  check_seal(path);
  if (H5Fis_hdf5(path.c_str()) <= 0)
    refuse("it is no HDF5 file", "name a file that talentsim run wrote");
}

// Reads a text of either kind, of fixed length as the writer makes it or of variable length.
std::optional<std::string> text_of(hid_t attribute) {
  const Handle type(H5Aget_type(attribute), H5Tclose);
  const Handle space(H5Aget_space(attribute), H5Sclose);
  if (H5Tget_class(type.id()) != H5T_STRING || H5Sget_simple_extent_npoints(space.id()) != 1)
    return {};
  if (H5Tis_variable_str(type.id()) > 0) {
    char* text = nullptr;
    const Handle memory(H5Tcopy(type.id()), H5Tclose);
    if (H5Aread(attribute, memory.id(), &text) < 0 || text == nullptr) return {};
    std::string copy(text);
    H5free_memory(text);
    return copy;
  }
  std::string text(H5Tget_size(type.id()), '\0');
  if (H5Aread(attribute, type.id(), text.data()) < 0) return {};
  text.resize(std::min(text.find('\0'), text.size()));
  return text;
}

}  // namespace

Reader::Reader(const std::string& path) : path_(path) {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);  // failures are told once, in our words
  check_is_hdf5(path);
  const Handle access = opened(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "it cannot be opened");
  H5Pset_file_locking(access.id(), false, true);  // read-only network disks refuse locks
  file_ = opened(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.id()), H5Fclose,
                 "it is cut short or damaged");
}

void Reader::damaged(const std::string& what) const {
  throw RunError(fmt::format("cannot read '{}' ({}) run the scenario again", path_, what));
}

Handle Reader::opened(Id id, Handle::Close close, const std::string& what) const {
  if (id < 0) damaged(what);
  return {id, close};
}

bool Reader::has(const std::string& object) const {
  // Each link on the way is asked for: H5Lexists fails where one before the last is missing.
  for (std::size_t end = 0; end != std::string::npos;) {
    end = object.find('/', end + 1);
    if (H5Lexists(file_.id(), object.substr(0, end).c_str(), H5P_DEFAULT) <= 0) return false;
  }
  return true;
}

std::optional<std::string> Reader::text_attribute(const std::string& name) const {
  if (H5Aexists(file_.id(), name.c_str()) <= 0) return {};
  const Handle attribute(H5Aopen(file_.id(), name.c_str(), H5P_DEFAULT), H5Aclose);
  return attribute.id() < 0 ? std::nullopt : text_of(attribute.id());
}

std::optional<double> Reader::number_attribute(const std::string& name) const {
  if (H5Aexists(file_.id(), name.c_str()) <= 0) return {};
  const Handle attribute(H5Aopen(file_.id(), name.c_str(), H5P_DEFAULT), H5Aclose);
  const Handle space(H5Aget_space(attribute.id()), H5Sclose);
  double value = 0;
  if (H5Sget_simple_extent_npoints(space.id()) != 1 ||
      H5Aread(attribute.id(), H5T_NATIVE_DOUBLE, &value) < 0)
    return {};
  return value;
}

Handle Reader::dataset(const std::string& name) const {
  if (!has(name)) damaged(fmt::format("it has no '{}'", name));
  return opened(H5Dopen2(file_.id(), name.c_str(), H5P_DEFAULT), H5Dclose,
                fmt::format("'{}' is damaged", name));
}

Extents Reader::extents(const std::string& name) const {
  const Handle data = dataset(name);
  const Handle space =
      opened(H5Dget_space(data.id()), H5Sclose, fmt::format("'{}' is damaged", name));
  const int rank = H5Sget_simple_extent_ndims(space.id());
  Extents extents(static_cast<std::size_t>(std::max(rank, 0)));
  if (rank < 0 || H5Sget_simple_extent_dims(space.id(), extents.data(), nullptr) < 0)
    damaged(fmt::format("'{}' is damaged", name));
  return extents;
}

unsigned long long Reader::length(const std::string& name) const {
  const auto shape = extents(name);
  if (shape.size() != 1 || shape[0] > kMostCells)
    damaged(fmt::format("'{}' has an unknown shape", name));
  return shape[0];
}

std::vector<std::string> Reader::texts(const std::string& name) const {
  return texts(name, length(name));
}

std::string Reader::text(const std::string& name) const {
  if (!extents(name).empty()) damaged(fmt::format("'{}' is not one text", name));
  return texts(name, 1).front();
}

std::vector<std::string> Reader::texts(const std::string& name, unsigned long long count) const {
  const Handle data = dataset(name);
  const Handle stored = opened(H5Dget_type(data.id()), H5Tclose, "a type is damaged");
  if (H5Tget_class(stored.id()) != H5T_STRING || H5Tis_variable_str(stored.id()) <= 0)
    damaged(fmt::format("'{}' is not text", name));
  const Handle space = opened(H5Dget_space(data.id()), H5Sclose, "a shape is damaged");
  const Handle memory = opened(H5Tcopy(stored.id()), H5Tclose, "a type is damaged");
  std::vector<char*> pointers(count, nullptr);
  if (H5Dread(data.id(), memory.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()) < 0)
    damaged(fmt::format("'{}' is damaged", name));
  std::vector<std::string> values;
  for (const char* pointer : pointers) values.emplace_back(pointer == nullptr ? "" : pointer);
  H5Dvlen_reclaim(memory.id(), space.id(), H5P_DEFAULT, pointers.data());
  return values;
}

std::vector<double> Reader::reals(const std::string& name) const {
  std::vector<double> values(length(name));
  if (H5Dread(dataset(name).id(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) <
      0)
    damaged(fmt::format("'{}' is damaged", name));
  return values;
}

std::vector<std::int64_t> Reader::numbers(const std::string& name, const Extents& offset,
                                          const Extents& count) const {
  unsigned long long cells = 1;
  for (const auto extent : count) {
    if (extent > kMostCells / std::max(1ULL, cells))
      damaged(fmt::format("'{}' has an unknown shape", name));
    cells *= extent;
  }
  const auto broken = fmt::format("'{}' is damaged", name);
  const Handle data = dataset(name);
  const Handle stored = opened(H5Dget_type(data.id()), H5Tclose, broken);
  if (H5Tget_class(stored.id()) != H5T_INTEGER) damaged(broken);
  const Handle space = opened(H5Dget_space(data.id()), H5Sclose, broken);
  const Handle memory = opened(
      H5Screate_simple(static_cast<int>(count.size()), count.data(), nullptr), H5Sclose, broken);
  std::vector<std::int64_t> values(cells);
  if (H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, offset.data(), nullptr, count.data(),
                          nullptr) < 0 ||
      H5Dread(data.id(), H5T_NATIVE_INT64, memory.id(), space.id(), H5P_DEFAULT, values.data()) < 0)
    damaged(broken);
  return values;
}

}  // namespace talentsim::output::hdf5
