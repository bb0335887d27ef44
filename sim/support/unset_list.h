// SPDX-License-Identifier: MIT
// A vector whose new elements are left as the memory happens to be. Setting a month's long list to
// zero takes about as long as writing it, and one thread does it.
#pragma once

#include <memory>
#include <utility>
#include <vector>

namespace talentsim {

// Elements that resize() adds are default-initialised: of types without initialisers, not at all.
template <class T>
struct UnsetAllocator : std::allocator<T> {
  template <class U>
  struct rebind {
    using other = UnsetAllocator<U>;
  };
  UnsetAllocator() = default;
  template <class U>
  UnsetAllocator(const UnsetAllocator<U>&) noexcept {}
  template <class U>
  void construct(U* place) {
    ::new (static_cast<void*>(place)) U;
  }
  template <class U, class... From>
  void construct(U* place, From&&... from) {
    std::construct_at(place, std::forward<From>(from)...);
  }
};

// Whoever makes it longer writes every element before it is read.
template <class T>
using UnsetList = std::vector<T, UnsetAllocator<T>>;

}  // namespace talentsim
