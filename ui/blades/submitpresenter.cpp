#include "ui/blades/submitpresenter.h"

#include "core/domain/validation.h"
#include "ui/models/requesttext.h"

namespace lockbox::ui {

using namespace std::chrono_literals;
using std::chrono::seconds;

std::vector<SubmitPresenter::DurationChoice> SubmitPresenter::durations() const
{
    std::vector<DurationChoice> choices;
    for (seconds length :
         {seconds(30min), seconds(1h), seconds(2h), seconds(4h), seconds(8h), seconds(12h)}) {
        if (length < m_policy.maxAccess)
            choices.push_back({length, spanText(length)});
    }
    choices.push_back({m_policy.maxAccess, spanText(m_policy.maxAccess)});
    return choices;
}

QMap<QString, QString> SubmitPresenter::objections(const rules::NewRequest &wish)
{
    QMap<QString, QString> objections;
    const auto note = [&](const QString &field, bool isEmpty, const QString &ask,
                          const Result<QString> &checked) {
        if (isEmpty)
            objections.insert(field, ask);
        else if (!checked)
            objections.insert(field, errorText(checked.error()));
    };
    note(Fields::reference(), wish.reference.trimmed().isEmpty(),
         tr("Enter the support case's reference number."),
         checkLine(Fields::reference(), wish.reference, TextLimits::reference));
    note(Fields::service(), wish.service.isEmpty(), tr("Choose a service."),
         checkService(wish.service));
    note(Fields::reason(), wish.reason.trimmed().isEmpty(), tr("Say why access is needed."),
         checkText(Fields::reason(), wish.reason, TextLimits::reason));
    return objections;
}

} // namespace lockbox::ui
