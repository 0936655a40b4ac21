using Leat.Architecture.Tests.Repository;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leat.Architecture.Tests.Layers;

/// <summary>Which folders of a project use which, as the compiler understands its source. Comments do not count.</summary>
internal static class FolderArrows
{
    /// <summary>What the SDK adds to every file (<c>ImplicitUsings</c>).</summary>
    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>One arrow for each pair of folders, with the first example.</summary>
    public static IReadOnlyList<FolderArrow> Of(string project)
    {
        var trees = FilesOf(project)
            .Select(path => CSharpSyntaxTree.ParseText(RepositoryTree.Read($"src/{project}/{path}"), path: path))
            .ToList();
        var compilation = CSharpCompilation.Create(
            project, [.. trees, CSharpSyntaxTree.ParseText(ImplicitUsings)], References(project), new(OutputKind.DynamicallyLinkedLibrary));
        return [.. trees
            .SelectMany(tree => Uses(compilation, tree))
            .DistinctBy(arrow => (arrow.From, arrow.To))
            .OrderBy(arrow => arrow.From, StringComparer.Ordinal).ThenBy(arrow => arrow.To, StringComparer.Ordinal)];
    }

    /// <summary>The folders of a project; empty stands for files at its top.</summary>
    public static IEnumerable<string> FoldersOf(string project) => FilesOf(project).Select(FolderOf).Distinct();

    private static IEnumerable<string> FilesOf(string project) => RepositoryTree.Files
        .Where(path => path.StartsWith($"src/{project}/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal))
        .Select(path => path[$"src/{project}/".Length..]);

    /// <summary>The first part of a path; empty for a file at the top.</summary>
    private static string FolderOf(string path) => path.Contains('/') ? path[..path.IndexOf('/')] : "";

    private static IEnumerable<FolderArrow> Uses(CSharpCompilation compilation, SyntaxTree tree)
    {
        var model = compilation.GetSemanticModel(tree);
        var from = FolderOf(tree.FilePath);
        return tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
            .Select(name => model.GetSymbolInfo(name).Symbol)
            .Select(symbol => symbol as INamedTypeSymbol ?? symbol?.ContainingType)
            .OfType<INamedTypeSymbol>()
            .Distinct(SymbolEqualityComparer.Default)
            .SelectMany(type => type!.DeclaringSyntaxReferences.Select(declaration => declaration.SyntaxTree.FilePath).Take(1)
                .Select(path => new FolderArrow(from, FolderOf(path), $"{tree.FilePath} uses {type.Name} of {path}")))
            .Where(arrow => arrow.To != from);
    }

    private static IEnumerable<MetadataReference> References(string project) =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) != project)
            .Select(path => MetadataReference.CreateFromFile(path));
}
