<?php
// Evaluate a profile from PHP: `kla evaluate -` reads JSON and answers with JSON.
// Usage: php evaluate.php < profile.json

function evaluate(object $profile): array
{
    $pipes = [];
    $process = proc_open(
        ['kla', 'evaluate', '-', '--format', 'json'],
        [['pipe', 'r'], ['pipe', 'w'], ['pipe', 'w']],
        $pipes
    );
    fwrite($pipes[0], json_encode($profile, JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION));
    fclose($pipes[0]);
    $answer = stream_get_contents($pipes[1]);
    $errors = stream_get_contents($pipes[2]);
    $code = proc_close($process);
    // 0: the level is determined; 3: valid, but still open. Both answer with an evaluation.
    if ($code === 0 || $code === 3) {
        return json_decode($answer, true);
    }
    // 2: the profile was refused; every finding is told, in Indonesian on standard error.
    throw new RuntimeException(trim($errors));
}

// Objects, not arrays: {} must not become [].
$result = evaluate(json_decode(stream_get_contents(STDIN), false));
printf("%s: %s, %s\n", $result['region'] ?? '-', $result['level'] ?? '-', $result['score']);
