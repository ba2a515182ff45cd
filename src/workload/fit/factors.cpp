#include "workload/fit/factors.h"

#include <algorithm>
#include <cmath>

#include "base/random.h"

namespace skeptic {
namespace {

using Vector = std::vector<double>;

constexpr int kCentroidSteps = 30, kPowerSteps = 120;

double dot(const Vector& a, const Vector& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

/// Each variate's row sum over the root of the total. Empty where the sum of the variates varies less than if they were independent.
Vector centroid(const Covariances& covariances, const Vector& variances) {
  const Vector rows = covariances(Vector(variances.size(), 1.0));
  Vector loadings(rows.size(), 0.0);
  for (int step = 0; step < kCentroidSteps; ++step) {
    double total = 0;
    Vector sums = rows;
    for (std::size_t i = 0; i < sums.size(); ++i) {
      sums[i] += std::min(loadings[i] * loadings[i], kMostCommon * variances[i]);
      total += sums[i];
    }
    if (!(total > 0)) return {};
    for (std::size_t i = 0; i < sums.size(); ++i) loadings[i] = sums[i] / std::sqrt(total);
  }
  for (std::size_t i = 0; i < loadings.size(); ++i) {
    const double most = std::sqrt(kMostCommon * variances[i]);
    loadings[i] = std::clamp(loadings[i], -most, most);
  }
  return loadings;
}

/// Makes the vectors orthogonal to those before them and of length 1; one that vanishes becomes 0.
void orthonormalise(std::vector<Vector>& vectors) {
  for (std::size_t k = 0; k < vectors.size(); ++k) {
    const double before = std::sqrt(dot(vectors[k], vectors[k]));
    for (std::size_t j = 0; j < k; ++j) {
      const double along = dot(vectors[k], vectors[j]);
      for (std::size_t i = 0; i < vectors[k].size(); ++i) vectors[k][i] -= along * vectors[j][i];
    }
    const double length = std::sqrt(dot(vectors[k], vectors[k]));
    for (double& value : vectors[k]) value = length > 1e-9 * before ? value / length : 0;
  }
}

std::vector<Vector> principal(const Covariances& covariances, const Vector& room, std::size_t count) {
  const std::size_t size = room.size();
  std::vector<Vector> vectors(count, Vector(size)), loadings(count, Vector(size, 0.0));
  Random random(1);
  for (Vector& vector : vectors)
    for (double& value : vector) value = random.uniform() - 0.5;
  orthonormalise(vectors);
  const double shift = size == 0 ? 0 : *std::max_element(room.begin(), room.end());  // so that the most positive eigenvalue is the largest
  Vector communality(size, 0.0);
  for (int step = 0; step < kPowerSteps; ++step) {
    std::vector<Vector> images;
    for (std::size_t k = 0; k < count; ++k) {
      Vector image = covariances(vectors[k]);
      for (std::size_t i = 0; i < size; ++i) image[i] += (communality[i] + shift) * vectors[k][i];
      const double explained = dot(vectors[k], image) - shift * dot(vectors[k], vectors[k]);
      for (std::size_t i = 0; i < size; ++i) loadings[k][i] = explained > 0 ? std::sqrt(explained) * vectors[k][i] : 0;
      images.push_back(std::move(image));
    }
    vectors = std::move(images);
    orthonormalise(vectors);
    for (std::size_t i = 0; i < size; ++i) {
      communality[i] = 0;
      for (std::size_t k = 0; k < count; ++k) communality[i] += loadings[k][i] * loadings[k][i];
      communality[i] = std::min(communality[i], room[i]);
    }
  }
  for (std::size_t i = 0; i < size; ++i) {
    double sum = 0;
    for (std::size_t k = 0; k < count; ++k) sum += loadings[k][i] * loadings[k][i];
    if (sum <= room[i]) continue;
    for (std::size_t k = 0; k < count; ++k) loadings[k][i] *= std::sqrt(room[i] / sum);
  }
  return loadings;
}

bool explains(const Vector& loadings, const Vector& variances) {
  for (std::size_t i = 0; i < loadings.size(); ++i)
    if (loadings[i] * loadings[i] > 1e-6 * variances[i]) return true;
  return false;
}

}  // namespace

std::vector<Vector> common_factors(const Covariances& covariances, const Vector& variances, std::size_t count) {
  std::vector<Vector> found;
  if (count == 0) return found;
  Vector first = centroid(covariances, variances), room(variances.size());
  for (std::size_t i = 0; i < room.size(); ++i) room[i] = kMostCommon * variances[i];
  if (!first.empty() && explains(first, variances)) {
    for (std::size_t i = 0; i < room.size(); ++i) room[i] = std::max(0.0, room[i] - first[i] * first[i]);
    found.push_back(std::move(first));
  }
  const auto left = [&](const Vector& vector) {
    Vector result = covariances(vector);
    if (found.empty()) return result;
    const Vector& loadings = found.front();
    const double along = dot(loadings, vector);
    for (std::size_t i = 0; i < result.size(); ++i) result[i] -= loadings[i] * (along - loadings[i] * vector[i]);
    return result;
  };
  for (Vector& loadings : principal(left, room, count - found.size()))
    if (explains(loadings, variances)) found.push_back(std::move(loadings));
  return found;
}

}  // namespace skeptic
