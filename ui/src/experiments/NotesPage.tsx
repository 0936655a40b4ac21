export function NotesPage() {
  return <h2>Notes</h2>;
}
