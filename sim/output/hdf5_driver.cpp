// SPDX-License-Identifier: MIT
#include "output/hdf5_driver.h"

#include <fcntl.h>
#include <hdf5.h>
#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <limits>

namespace talentsim::output::hdf5 {

namespace {

struct DriverInfo {
  DiskState* state;
};

struct DriverFile {
  H5FD_t base;  // first: HDF5 sees the file as this
  int descriptor;
  haddr_t end_of_allocation, end_of_file;
  DiskState* state;
};

DriverFile* of(H5FD_t* file) { return reinterpret_cast<DriverFile*>(file); }
const DriverFile* of(const H5FD_t* file) { return reinterpret_cast<const DriverFile*>(file); }

void refuse(DiskState& state) {
  if (!state.discard) state.error_number = errno;
  state.discard = true;
}

H5FD_t* open_file(const char* name, unsigned, hid_t access, haddr_t) {
  const auto* info = static_cast<const DriverInfo*>(H5Pget_driver_info(access));
  if (info == nullptr) return nullptr;
  const int descriptor = ::open(name, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0) {
    refuse(*info->state);
    return nullptr;
  }
  return &(new DriverFile{{}, descriptor, 0, 0, info->state})->base;
}

herr_t close_file(H5FD_t* file) {
  if (::close(of(file)->descriptor) != 0)
    refuse(*of(file)->state);  // network disks may refuse here
  delete of(file);
  return 0;
}

int compare(const H5FD_t* a, const H5FD_t* b) {
  const auto* first = of(a)->state;
  const auto* second = of(b)->state;
  return first < second ? -1 : first > second ? 1 : 0;
}

herr_t query(const H5FD_t*, unsigned long* features) {
  *features = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_DATA_SIEVE |
              H5FD_FEAT_AGGREGATE_SMALLDATA | H5FD_FEAT_DEFAULT_VFD_COMPATIBLE;
  return 0;
}

haddr_t end_of_allocation(const H5FD_t* file, H5FD_mem_t) { return of(file)->end_of_allocation; }

herr_t set_end_of_allocation(H5FD_t* file, H5FD_mem_t, haddr_t address) {
  of(file)->end_of_allocation = address;
  return 0;
}

haddr_t end_of_file(const H5FD_t* file, H5FD_mem_t) { return of(file)->end_of_file; }

herr_t read_bytes(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t address, std::size_t size,
                  void* buffer) {
  auto* out = static_cast<char*>(buffer);
  while (size > 0) {
    const ssize_t got = ::pread(of(file)->descriptor, out, size, static_cast<off_t>(address));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    out += got;
    address += static_cast<haddr_t>(got);
    size -= static_cast<std::size_t>(got);
  }
  std::memset(out, 0,
              size);  // beyond the end; what cannot be read is found out by HDF5's signatures
  return 0;
}

herr_t write_bytes(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t address, std::size_t size,
                   const void* buffer) {
  const auto* in = static_cast<const char*>(buffer);
  of(file)->end_of_file = std::max(of(file)->end_of_file, address + size);
  while (size > 0 && !of(file)->state->discard) {
    const ssize_t put = ::pwrite(of(file)->descriptor, in, size, static_cast<off_t>(address));
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) {
      refuse(*of(file)->state);
      break;
    }
    in += put;
    address += static_cast<haddr_t>(put);
    size -= static_cast<std::size_t>(put);
  }
  return 0;
}

herr_t truncate_file(H5FD_t* file, hid_t, hbool_t) {
  DriverFile* f = of(file);
  if (f->end_of_allocation == f->end_of_file) return 0;
  if (!f->state->discard &&
      ::ftruncate(f->descriptor, static_cast<off_t>(f->end_of_allocation)) != 0) {
    refuse(*f->state);
  }
  f->end_of_file = f->end_of_allocation;
  return 0;
}

H5FD_class_t driver_class() {
  H5FD_class_t driver{};
  driver.name = "talentsim";
  driver.maxaddr = static_cast<haddr_t>(std::numeric_limits<off_t>::max());
  driver.fc_degree = H5F_CLOSE_WEAK;
  driver.fapl_size = sizeof(DriverInfo);
  driver.open = open_file;
  driver.close = close_file;
  driver.cmp = compare;
  driver.query = query;
  driver.get_eoa = end_of_allocation;
  driver.set_eoa = set_end_of_allocation;
  driver.get_eof = end_of_file;
  driver.read = read_bytes;
  driver.write = write_bytes;
  driver.truncate = truncate_file;
  constexpr H5FD_mem_t kMap[] = H5FD_FLMAP_DICHOTOMY;
  std::copy(std::begin(kMap), std::end(kMap), driver.fl_map);
  return driver;
}

}  // namespace

int use_driver(std::int64_t access_properties, DiskState& state) {
  static const H5FD_class_t driver = driver_class();
  static const hid_t id = H5FDregister(&driver);
  const DriverInfo info{&state};
  return id < 0 ? -1 : H5Pset_driver(access_properties, id, &info);
}

}  // namespace talentsim::output::hdf5
