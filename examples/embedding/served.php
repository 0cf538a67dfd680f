<?php
// Ask a server that `kla serve` has started: one profile a line, each a request of its own.
// Usage: php served.php [http://127.0.0.1:8000] < profiles.jsonl

final class KlaServer
{
    public function __construct(private string $address)
    {
    }

    /** Returns an evaluation, or throws with the findings where the profile is refused. */
    public function evaluate(object $profile): array
    {
        return $this->post('/evaluate?lang=id', $profile);
    }

    private function post(string $path, object $body): array
    {
        $context = stream_context_create(['http' => [
            'method' => 'POST',
            'header' => "Content-Type: application/json\r\n",
            'content' => json_encode($body, JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION),
            'timeout' => 30,
            'ignore_errors' => true, // the body of a refusal says what is wrong
        ]]);
        $answer = @file_get_contents($this->address . $path, false, $context);
        if ($answer === false) {
            throw new RuntimeException("no answer from {$this->address}");
        }
        $value = json_decode($answer, true);
        $status = (int) explode(' ', $http_response_header[0])[1];
        if ($status !== 200) {
            throw new RuntimeException($value['detail'] ?? "status $status");
        }
        return $value;
    }
}

$kla = new KlaServer($argv[1] ?? 'http://127.0.0.1:8000');
while (($line = fgets(STDIN)) !== false) {
    try {
        // Objects, not arrays: {} must not become [].
        $result = $kla->evaluate(json_decode($line, false));
        printf("%s: %s, %s\n", $result['region'] ?? '-', $result['level'] ?? '-', $result['score']);
    } catch (RuntimeException $error) {
        echo $error->getMessage(), "\n";
    }
}
