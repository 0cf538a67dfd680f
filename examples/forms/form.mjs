// A form of a profile, drawn from the schema that kla_rules makes. Needs packages of npm: `npm install && npm run build`.
import React from "react";
import { createRoot } from "react-dom/client";
import Form from "@rjsf/core";
import validator from "@rjsf/validator-ajv8";

// The schema is taken as it is; `send` takes a profile to whatever evaluates it and returns what that answers.
export async function show(element, schema, send) {
  const output = document.createElement("output");
  const form = document.createElement("div");
  element.append(form, output);
  const submit = async ({ formData }) => {
    const { levels_possible, score_range, findings } = await send(JSON.stringify(formData));
    // What a schema cannot reckon is refused there, with a sentence in both languages.
    output.textContent = findings
      ? findings.map((finding) => finding.text.id).join("\n")
      : `${levels_possible.map((level) => level ?? "tanpa peringkat").join(", ")}: ${score_range.join(" sampai ")} poin`;
  };
  createRoot(form).render(React.createElement(Form, { schema, validator, onSubmit: submit }));
}

// Sends a profile to `kla serve`, which must allow the origin of this page; a refusal has findings.
export function served(address) {
  const headers = { "Content-Type": "application/json" };
  return async (body) => (await fetch(`${address}/evaluate`, { method: "POST", headers, body })).json();
}

window.kla = { show, served };
