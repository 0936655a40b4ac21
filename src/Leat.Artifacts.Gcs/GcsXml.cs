using System.Xml;
using System.Xml.Linq;
using Leat.Artifacts.Objects;

namespace Leat.Artifacts.Gcs;

/// <summary>Reads answers of the service's XML half, with or without its namespace.</summary>
internal static class GcsXml
{
    /// <exception cref="Leat.Core.LeatException">The answer broke off.</exception>
    public static async Task<XElement> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var content = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            try
            {
                return (await XDocument.LoadAsync(content, LoadOptions.None, cancellationToken).ConfigureAwait(false)).Root!;
            }
            catch (XmlException error)
            {
                throw ServiceFaults.NotReached("Google Cloud Storage cannot be understood", error);
            }
        }
    }

    /// <summary>The text of an element; null if there is none.</summary>
    public static string? Find(this XElement parent, string name) => parent.All(name).FirstOrDefault()?.Value;

    /// <summary>The elements of a name.</summary>
    public static IEnumerable<XElement> All(this XElement parent, string name) => parent.Elements().Where(element => element.Name.LocalName == name);
}
