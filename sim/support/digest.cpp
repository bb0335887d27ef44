// SPDX-License-Identifier: MIT
#include "support/digest.h"

#include <openssl/evp.h>

#include "support/error.h"

namespace talentsim {
namespace {

using Handle = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

void check(bool good) {
  if (!good) throw RunError("SHA-256 is not available from the cryptography library");
}

}  // namespace

struct Digest::Context {
  Handle handle{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
};

Digest::Digest() : context_(std::make_shared<Context>()) {
  check(context_->handle && EVP_DigestInit_ex(context_->handle.get(), EVP_sha256(), nullptr) == 1);
}

void Digest::add(const void* bytes, std::size_t size) {
  check(EVP_DigestUpdate(context_->handle.get(), bytes, size) == 1);
}

Sum Digest::sum() const {
  const Handle copy(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  Sum sum{};
  check(copy && EVP_MD_CTX_copy_ex(copy.get(), context_->handle.get()) == 1 &&
        EVP_DigestFinal_ex(copy.get(), sum.data(), nullptr) == 1);
  return sum;
}

}  // namespace talentsim
