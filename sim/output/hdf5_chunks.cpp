// SPDX-License-Identifier: MIT
#include "output/hdf5_chunks.h"

#include <hdf5.h>

#include <algorithm>

namespace talentsim::output::hdf5 {
namespace {

constexpr hsize_t kLargestChunk = 64 << 20;  // bytes; more is damage

// What two datasets share when chunks may go from one to the other.
struct Storage {
  Handle type;
  Extents extents, chunk;  // empty: not in chunks
  std::vector<H5Z_filter_t> filters;
};

Storage storage_of(hid_t dataset) {
  Storage storage{Handle(H5Dget_type(dataset), H5Tclose), {}, {}, {}};
  const Handle space(H5Dget_space(dataset), H5Sclose);
  const Handle creation(H5Dget_create_plist(dataset), H5Pclose);
  const int rank = H5Sget_simple_extent_ndims(space.id());
  if (rank <= 0 || H5Pget_layout(creation.id()) != H5D_CHUNKED) return storage;
  Extents extents(static_cast<std::size_t>(rank)), chunk(extents.size());
  if (H5Sget_simple_extent_dims(space.id(), extents.data(), nullptr) != rank ||
      H5Pget_chunk(creation.id(), rank, chunk.data()) != rank)
    return storage;
  const int filters = H5Pget_nfilters(creation.id());
  for (int i = 0; i < filters; ++i) {
    unsigned flags = 0, configuration = 0;
    std::size_t values = 0;
    storage.filters.push_back(H5Pget_filter2(creation.id(), static_cast<unsigned>(i), &flags,
                                             &values, nullptr, 0, nullptr, &configuration));
  }
  storage.extents = std::move(extents);
  storage.chunk = std::move(chunk);
  return storage;
}

bool alike(const Storage& a, const Storage& b, std::size_t leading) {
  if (a.extents.size() <= leading || a.extents.size() != b.extents.size()) return false;
  const auto rows = static_cast<std::ptrdiff_t>(leading);
  return std::equal(a.extents.begin() + rows, a.extents.end(), b.extents.begin() + rows) &&
         std::all_of(a.chunk.begin(), a.chunk.begin() + rows, [](auto n) { return n == 1; }) &&
         a.chunk == b.chunk && a.filters == b.filters && H5Tequal(a.type.id(), b.type.id()) > 0;
}

// To the next chunk of the row, last axis first; false after the last.
bool advance(Extents& place, const Storage& storage, std::size_t leading) {
  for (std::size_t axis = place.size(); axis > leading; --axis) {
    auto& start = place[axis - 1];
    start += storage.chunk[axis - 1];
    if (start < storage.extents[axis - 1]) return true;
    start = 0;
  }
  return false;
}

}  // namespace

bool copy_chunks(const Handle& from, const Extents& from_row, Dataset& to, const Extents& to_row) {
  const Storage storage = storage_of(to.id());
  if (!alike(storage, storage_of(from.id()), to_row.size())) return false;
  Extents source = from_row, target = to_row;
  source.resize(storage.extents.size(), 0);
  target.resize(storage.extents.size(), 0);
  std::vector<char> bytes;
  do {
    std::copy(target.begin() + static_cast<std::ptrdiff_t>(to_row.size()), target.end(),
              source.begin() + static_cast<std::ptrdiff_t>(to_row.size()));
    hsize_t size = 0;
    if (H5Dget_chunk_storage_size(from.id(), source.data(), &size) < 0 || size == 0 ||
        size > kLargestChunk)
      return false;
    bytes.resize(size);
    std::uint32_t filters_left_out = 0;
    if (H5Dread_chunk(from.id(), H5P_DEFAULT, source.data(), &filters_left_out, bytes.data()) < 0)
      return false;
    to.write_chunk(target, filters_left_out, bytes);
  } while (advance(target, storage, to_row.size()));
  return true;
}

}  // namespace talentsim::output::hdf5
