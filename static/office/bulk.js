// Times are meant where the recruiter is.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
for (const field of document.querySelectorAll("input[name=zone]")) field.value ||= zone;
for (const line of document.querySelectorAll("[data-zone-shown]")) {
  line.append(document.querySelector("input[name=zone]")?.value ?? zone);
  line.hidden = !zone;
}
