// "Tomorrow morning" is meant where the recruiter is.
for (const field of document.querySelectorAll("input[name=zone]"))
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
