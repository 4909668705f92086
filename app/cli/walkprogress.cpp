#include "app/cli/walkprogress.h"

namespace lockbox::cli {

WalkProgress::WalkProgress(Output &output, const QString &doing) : m_output(output), m_doing(doing)
{
    m_timer.start();
}

WalkProgress::~WalkProgress()
{
    m_output.passing({});
}

void WalkProgress::show(qint64 done, qint64 total)
{
    constexpr qint64 pause = 100;
    const qint64 elapsed = m_timer.elapsed();
    if (elapsed < m_next && done < total)
        return;
    m_next = elapsed + pause;
    QString text = QStringLiteral("%1: %2 %").arg(m_doing).arg(total > 0 ? done * 100 / total : 0);
    if (elapsed > 0)
        text += QStringLiteral(", %1 events a second").arg(done * 1000 / elapsed);
    m_output.passing(text);
}

} // namespace lockbox::cli
