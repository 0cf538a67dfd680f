<?php
// Keep one process for many profiles: `kla evaluate --jsonl -` answers each line with a line.
// Usage: php many.php < profiles.jsonl

final class Kla
{
    private array $pipes = [];
    private $process;

    public function __construct()
    {
        // Standard error is that of this program.
        $streams = [['pipe', 'r'], ['pipe', 'w'], STDERR];
        $this->process = proc_open(['kla', 'evaluate', '--jsonl', '-'], $streams, $this->pipes);
    }

    /** Returns an evaluation, or findings where the profile is refused. */
    public function evaluate(object $profile): array
    {
        $line = json_encode($profile, JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION);
        fwrite($this->pipes[0], $line . "\n");
        $answer = fgets($this->pipes[1]);
        if ($answer === false) {
            throw new RuntimeException('kla has ended');
        }
        return json_decode($answer, true);
    }

    public function __destruct()
    {
        array_map('fclose', $this->pipes);
        proc_close($this->process);
    }
}

$kla = new Kla();
while (($line = fgets(STDIN)) !== false) {
    // Objects, not arrays: {} must not become [].
    $result = $kla->evaluate(json_decode($line, false));
    if (isset($result['findings'])) {
        echo implode("\n", array_map(fn ($finding) => $finding['text']['id'], $result['findings'])), "\n";
    } else {
        printf("%s: %s, %s\n", $result['region'] ?? '-', $result['level'] ?? '-', $result['score']);
    }
}
