// One question and its answer, held against the description.

// `faults` says what is not as described; `operation` is the one that was asked, where there is one.
export function check(description, { question, answer }) {
    const path = question.target.split('?')[0];
    let at;
    try {
        at = description.operationsAt(path);
    } catch {
        at = []; // an address that is none
    }
    const asked = at.find(({ operation }) => operation.method === question.method);
    const faults = description.answerFaults(asked?.operation, answer);
    if (asked && answer.status < 400)
        for (const fault of description.questionFaults(asked, question)) faults.push(`was taken, though ${fault}`);
    return { faults, operation: asked?.operation };
}

// In words, for whoever has to find it.
export function tell(exchange, faults) {
    const { by, question, answer } = exchange;
    const cut = (text) => (text.length > 600 ? `${text.slice(0, 600)}…` : text);
    return [
        `${question.method} ${question.target} (${by})`,
        ...faults.map((fault) => `  ✗ ${fault}`),
        `  asked     ${JSON.stringify(question.headers)} ${cut(question.body)}`,
        `  answered  ${answer.status} ${JSON.stringify(answer.headers)} ${cut(answer.body)}`,
    ].join('\n');
}
