#pragma once

#include "core/service/lockboxservice.h"

#include <QUrlQuery>

/// What a list shall hold, as the query of an address and back. What is as by default is left out.
namespace lockbox::wire {

/// For RequestQuery, UserQuery, DeliveryQuery and EventQuery.
template<typename T>
QUrlQuery toQuery(const T &query);
/// InvalidArgument names a parameter that nobody knows, that is there twice, or that is not as it must be.
template<typename T>
Result<T> fromQuery(const QUrlQuery &query);

extern template QUrlQuery toQuery(const RequestQuery &);
extern template QUrlQuery toQuery(const UserQuery &);
extern template QUrlQuery toQuery(const DeliveryQuery &);
extern template QUrlQuery toQuery(const EventQuery &);
extern template Result<RequestQuery> fromQuery(const QUrlQuery &);
extern template Result<UserQuery> fromQuery(const QUrlQuery &);
extern template Result<DeliveryQuery> fromQuery(const QUrlQuery &);
extern template Result<EventQuery> fromQuery(const QUrlQuery &);

} // namespace lockbox::wire
