//! Writing a site: what is in the folder afterwards, and when it is left alone.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use tempfile::TempDir;
use trustpress::output::{self, Destination, Difference, Failure, Manifest, Origin, OutputError, Written, verify};

fn paths(paths: &[&str]) -> Vec<String> {
    paths.iter().map(|path| path.to_string()).collect()
}

/// A page whose text is its own path.
fn own_path(path: &str) -> Result<Vec<u8>, String> {
    Ok(path.as_bytes().to_vec())
}

/// Where to build, with nothing else to heed.
fn to(folder: &Path) -> Destination<'_> {
    Destination { folder, inputs: &[], force: false, keep: &[] }
}

fn forced(folder: &Path) -> Destination<'_> {
    Destination { force: true, ..to(folder) }
}

fn build(folder: &Path, routes: &[&str]) -> Result<Written, Failure<String>> {
    output::write(&to(folder), &Origin::default(), &paths(routes), own_path)
}

/// Builds files with texts of their own.
fn build_texts(folder: &Path, files: &[(&str, &str)]) -> Written {
    let files: BTreeMap<String, &str> = files.iter().map(|(path, text)| (path.to_string(), *text)).collect();
    let routes: Vec<String> = files.keys().cloned().collect();
    output::write(&to(folder), &Origin::default(), &routes, |path| Ok::<_, String>(files[path].as_bytes().to_vec())).unwrap()
}

fn refusal(result: Result<Written, Failure<String>>) -> OutputError {
    match result {
        Err(Failure::Machine(problem)) => problem,
        other => panic!("not refused: {other:?}"),
    }
}

/// Every file below a folder, with its text.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.unwrap()).filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let name = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
            (name, fs::read_to_string(entry.path()).unwrap())
        })
        .collect()
}

/// The names beside the output folder: a stage that was left behind would be one of them.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_site_is_written_whole_and_the_old_one_goes() {
    let place = TempDir::new().unwrap();
    let folder = place.path().join("public/site"); // neither is there yet
    let written = build(&folder, &["404.html", "homerton/2021-22/people/index.html", "index.html"]).unwrap();
    assert_eq!(written, Written { files: 3, pages: 3, bytes: 8 + 34 + 10, changed: 3 });
    assert_eq!(tree(&folder)["homerton/2021-22/people/index.html"], "homerton/2021-22/people/index.html");

    build(&folder, &["about/index.html", "index.html"]).unwrap();
    assert_eq!(tree(&folder).into_keys().collect::<Vec<_>>(), ["about/index.html", "index.html", "manifest.json"]);
    assert_eq!(names(folder.parent().unwrap()), ["site"]);
}

#[test]
fn the_manifest_lists_every_file_but_itself() {
    let place = TempDir::new().unwrap();
    let folder = place.path().join("output");
    output::write(&to(&folder), &Origin { content: "c0ffee", ..Origin::default() }, &paths(&["a \"b\".txt", "index.html"]), |_| {
        Ok::<_, String>(b"abc".to_vec())
    })
    .unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&tree(&folder)["manifest.json"]).unwrap();
    // The fingerprint of `abc` is in the standard of SHA-256 itself.
    let abc = serde_json::json!({ "size": 3, "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" });
    let expected = serde_json::json!({
        "format": 1,
        "generator": concat!("trustpress ", env!("CARGO_PKG_VERSION")),
        "content": "c0ffee",
        "files": { "a \"b\".txt": abc, "index.html": abc },
    });
    assert_eq!(manifest, expected);
    assert_eq!(manifest.to_string(), expected.to_string(), "and in this order");
}

#[test]
fn an_empty_site_has_a_manifest_too() {
    let place = TempDir::new().unwrap();
    let folder = place.path().join("output");
    build(&folder, &[]).unwrap();
    build(&folder, &["index.html"]).unwrap();
    build(&folder, &[]).unwrap();
    assert_eq!(names(&folder), ["manifest.json"]);
    serde_json::from_str::<serde_json::Value>(&tree(&folder)["manifest.json"]).unwrap();
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let place = TempDir::new().unwrap();
    let (one, two) = (place.path().join("one"), place.path().join("two"));
    let routes: Vec<String> = (100..400).map(|n| format!("trust-{n}/index.html")).collect();
    output::write(&to(&one), &Origin::default(), &routes, own_path).unwrap();
    output::write(&to(&two), &Origin::default(), &routes, own_path).unwrap();
    assert_eq!(tree(&one), tree(&two));
    output::write(&to(&two), &Origin::default(), &routes, own_path).unwrap();
    assert_eq!(tree(&one), tree(&two), "nor does it matter what was there");
}

#[test]
fn each_page_is_made_once() {
    let place = TempDir::new().unwrap();
    let calls = AtomicUsize::new(0);
    let routes: Vec<String> = (100..200).map(|n| format!("{n}.html")).collect();
    let count = |path: &str| {
        calls.fetch_add(1, Ordering::Relaxed);
        own_path(path)
    };
    output::write(&to(&place.path().join("output")), &Origin::default(), &routes, count).unwrap();
    assert_eq!(calls.into_inner(), 100);
}

#[test]
fn failed_pages_are_all_named_and_the_folder_stays_as_it_was() {
    let place = TempDir::new().unwrap();
    let folder = place.path().join("output");
    build(&folder, &["index.html"]).unwrap();
    let before = tree(&folder);
    let broken = |path: &str| if path.starts_with('b') { Err(path.to_string()) } else { own_path(path) };
    match output::write(&to(&folder), &Origin::default(), &paths(&["a.html", "b1.html", "b2.html", "c.html"]), broken) {
        Err(Failure::Page(problems)) => assert_eq!(problems, ["b1.html", "b2.html"]),
        other => panic!("{other:?}"),
    }
    assert_eq!(tree(&folder), before);
    assert_eq!(names(place.path()), ["output"]);
}

#[test]
fn a_panic_leaves_the_folder_as_it_was() {
    let place = TempDir::new().unwrap();
    let folder = place.path().join("output");
    build(&folder, &["index.html"]).unwrap();
    let before = tree(&folder);
    let panics = || {
        output::write(&to(&folder), &Origin::default(), &paths(&["a.html"]), |_| -> Result<Vec<u8>, String> {
            panic!("on purpose")
        })
    };
    std::panic::catch_unwind(panics).unwrap_err();
    assert_eq!(tree(&folder), before);
    assert_eq!(names(place.path()), ["output"]);
}

#[test]
fn a_folder_of_other_files_is_refused_unless_forced() {
    let place = TempDir::new().unwrap();
    let folder = place.path().join("photos");
    fs::create_dir(&folder).unwrap();
    build(&folder, &["index.html"]).expect("an empty folder is nobody's");
    fs::remove_file(folder.join("manifest.json")).unwrap();
    let problem = refusal(build(&folder, &["new.html"]));
    assert!(matches!(problem, OutputError::Foreign { .. }));
    assert!(problem.to_string().contains("--force"), "{problem}");

    fs::write(folder.join("manifest.json"), r#"{ "name": "An app", "icons": [] }"#).unwrap();
    assert!(matches!(refusal(build(&folder, &["new.html"])), OutputError::Foreign { .. }), "another program's manifest");
    assert_eq!(names(&folder), ["index.html", "manifest.json"]);

    output::write(&forced(&folder), &Origin::default(), &paths(&["new.html"]), own_path).unwrap();
    assert_eq!(names(&folder), ["manifest.json", "new.html"]);
}

#[test]
fn what_publishing_systems_keep_there_survives() {
    let place = TempDir::new().unwrap();
    let folder = place.path().join("output");
    fs::create_dir_all(folder.join(".git")).unwrap();
    fs::create_dir_all(folder.join(".well-known")).unwrap();
    fs::write(folder.join(".git/HEAD"), "ref").unwrap();
    fs::write(folder.join(".well-known/key"), "key").unwrap();
    fs::write(folder.join("CNAME"), "strategy.example").unwrap();
    // A branch to publish from, without a site in it yet, is not a foreign folder.
    build(&folder, &[".nojekyll", "index.html"]).unwrap();
    build(&folder, &["index.html"]).unwrap();
    let kept = tree(&folder);
    assert_eq!(kept.keys().collect::<Vec<_>>(), [".git/HEAD", ".well-known/key", "CNAME", "index.html", "manifest.json"]);
    assert!(!kept["manifest.json"].contains("CNAME"), "the manifest is of the site alone");
    build(&folder, &["CNAME", "index.html"]).unwrap();
    assert_eq!(tree(&folder)["CNAME"], "CNAME", "the site's own file comes first");
}

#[test]
fn a_file_is_refused_even_when_forced() {
    let place = TempDir::new().unwrap();
    let file = place.path().join("output");
    fs::write(&file, "mine").unwrap();
    assert!(matches!(refusal(output::write(&forced(&file), &Origin::default(), &[], own_path)), OutputError::File { .. }));
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
}

#[cfg(unix)]
#[test]
fn a_link_is_refused_even_when_forced_or_written_with_a_slash() {
    let place = TempDir::new().unwrap();
    let (real, link) = (place.path().join("real"), place.path().join("link"));
    fs::create_dir(&real).unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    for folder in [link.clone(), link.join("")] {
        assert!(matches!(refusal(output::write(&forced(&folder), &Origin::default(), &[], own_path)), OutputError::Link { .. }));
    }
    assert!(link.is_symlink() && names(&real).is_empty());
}

#[test]
fn what_the_site_is_made_from_is_never_replaced() {
    let place = TempDir::new().unwrap();
    let content = place.path().join("content");
    fs::create_dir(&content).unwrap();
    fs::write(content.join("site.yaml"), "title: Mine").unwrap();
    let themes = place.path().join("themes"); // need not be there
    for folder in [place.path().to_path_buf(), content.clone(), content.join("output"), content.join("../content"), themes.clone()]
    {
        let problem = refusal(output::write(
            &Destination { inputs: &[&content, &themes], ..forced(&folder) },
            &Origin::default(),
            &[],
            own_path,
        ));
        assert!(matches!(problem, OutputError::Overlap { .. }), "{problem}");
    }
    assert_eq!(names(&content), ["site.yaml"]);
    let folder = place.path().join("output");
    output::write(&Destination { inputs: &[&content, &themes], ..to(&folder) }, &Origin::default(), &[], own_path).unwrap();
}

#[cfg(unix)]
#[test]
fn the_new_folder_opens_to_the_readers_of_the_old() {
    use std::os::unix::fs::PermissionsExt;
    let place = TempDir::new().unwrap();
    let folder = place.path().join("output");
    build(&folder, &[]).unwrap();
    let fresh = place.path().join("fresh");
    fs::create_dir(&fresh).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
    assert_eq!(mode(&folder), mode(&fresh), "not the private mode of a temporary folder");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o2775)).unwrap();
    build(&folder, &[]).unwrap();
    assert_eq!(mode(&folder), 0o2775);
}

#[test]
fn a_machine_that_says_no_is_quoted_with_the_path() {
    let place = TempDir::new().unwrap();
    fs::write(place.path().join("file"), "").unwrap();
    let problem = refusal(build(&place.path().join("file/below/output"), &[])).to_string();
    assert!(problem.starts_with("could not ") && problem.contains("file"), "{problem}");
}

/// What the system says of a file: when it was written, and which file it is.
#[cfg(unix)]
fn stamp(file: &Path) -> (std::time::SystemTime, u64) {
    use std::os::unix::fs::MetadataExt;
    let found = fs::metadata(file).unwrap();
    (found.modified().unwrap(), found.ino())
}

#[cfg(unix)]
#[test]
fn what_has_not_changed_stays_the_same_file() {
    let place = TempDir::new().unwrap();
    let folder = place.path().join("output");
    build_texts(&folder, &[("a/index.html", "a"), ("b/index.html", "b"), ("gone.html", "gone")]);
    let before = |name: &str| stamp(&folder.join(name));
    let (a, b, manifest) = (before("a/index.html"), before("b/index.html"), before("manifest.json"));
    let written = build_texts(&folder, &[("a/index.html", "a"), ("b/index.html", "other"), ("new.html", "new")]);
    assert_eq!((written.files, written.changed), (3, 2));
    assert_eq!(stamp(&folder.join("a/index.html")), a);
    assert_ne!(stamp(&folder.join("b/index.html")), b);
    assert_ne!(stamp(&folder.join("manifest.json")), manifest);
    assert_eq!(tree(&folder)["b/index.html"], "other");
    assert!(!folder.join("gone.html").exists());
}

#[cfg(unix)]
#[test]
fn a_site_that_has_not_changed_is_not_touched() {
    let place = TempDir::new().unwrap();
    let folder = place.path().join("output");
    let files = [("a/index.html", "a"), ("index.html", "b")];
    build_texts(&folder, &files);
    fs::write(folder.join("CNAME"), "strategy.example").unwrap();
    let all = || ["", "a", "a/index.html", "index.html", "manifest.json", "CNAME"].map(|name| stamp(&folder.join(name)));
    let before = all();
    assert_eq!(build_texts(&folder, &files).changed, 0);
    assert_eq!(all(), before);
    assert_eq!(names(place.path()), ["output"]);
}

#[test]
fn what_somebody_changed_in_the_folder_is_put_right() {
    let place = TempDir::new().unwrap();
    let folder = place.path().join("output");
    let files = [("a/index.html", "aaa"), ("index.html", "bbb")];
    build_texts(&folder, &files);
    let good = tree(&folder);
    let faults: [fn(&Path); 6] = [
        |folder| fs::write(folder.join("a/index.html"), "axa").unwrap(),
        |folder| fs::remove_file(folder.join("index.html")).unwrap(),
        |folder| fs::write(folder.join("a/notes.txt"), "mine").unwrap(),
        |folder| fs::create_dir(folder.join("empty")).unwrap(),
        |folder| fs::write(folder.join("manifest.json"), r#"{"generator":"trustpress 0"}"#).unwrap(),
        |folder| {
            fs::remove_file(folder.join("a/index.html")).unwrap();
            fs::create_dir(folder.join("a/index.html")).unwrap();
        },
    ];
    for fault in faults {
        fault(&folder);
        build_texts(&folder, &files);
        assert_eq!(tree(&folder), good);
        assert!(!folder.join("empty").exists());
    }
}

#[test]
fn names_that_the_site_keeps_survive_and_are_no_difference() {
    let place = TempDir::new().unwrap();
    let folder = place.path().join("output");
    let keep = ["reports".to_string(), "ads.txt".to_string()];
    let build = |routes: &[&str]| {
        output::write(&Destination { keep: &keep, ..to(&folder) }, &Origin::default(), &paths(routes), own_path).unwrap()
    };
    build(&["index.html"]);
    fs::create_dir(folder.join("reports")).unwrap();
    fs::write(folder.join("reports/2020.pdf"), "pdf").unwrap();
    build(&["about.html", "index.html"]);
    assert_eq!(tree(&folder)["reports/2020.pdf"], "pdf");
    assert_eq!(verify(&folder, &Manifest::of(&folder).unwrap()).unwrap(), []);
}

/// The holder of the stage, and a lock in it such as another process has.
fn held(place: &Path) -> fs::File {
    let holder = place.join(".output.trustpress");
    fs::create_dir_all(&holder).unwrap();
    let lock = fs::File::create(holder.join("lock")).unwrap();
    lock.lock().unwrap();
    lock
}

#[test]
fn a_second_build_waits_for_the_first() {
    let place = TempDir::new().unwrap();
    let folder = place.path().join("output");
    let lock = held(place.path());
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            build(&folder, &["index.html"]).unwrap();
            done.store(true, Ordering::SeqCst);
        });
        std::thread::sleep(std::time::Duration::from_millis(200));
        assert!(!done.load(Ordering::SeqCst) && !folder.exists());
        drop(lock);
    });
    assert_eq!(names(place.path()), ["output"]);
}

#[test]
fn a_second_build_does_not_wait_for_ever() {
    let place = TempDir::new().unwrap();
    let _lock = held(place.path());
    let problem = refusal(build(&place.path().join("output"), &["index.html"]));
    assert!(matches!(problem, OutputError::Busy { .. }), "{problem}");
}

#[test]
fn many_builds_at_once_leave_one_whole_site() {
    let place = TempDir::new().unwrap();
    let folder = place.path().join("output");
    std::thread::scope(|scope| {
        for text in ["one", "two", "three", "four"] {
            let folder = &folder;
            scope.spawn(move || build_texts(folder, &[("a/index.html", text), ("b/index.html", text)]));
        }
    });
    let files = tree(&folder);
    assert_eq!(files["a/index.html"], files["b/index.html"]);
    assert_eq!(verify(&folder, &Manifest::of(&folder).unwrap()).unwrap(), []);
    assert_eq!(names(place.path()), ["output"]);
}

/// Puts a holder and a folder into the state in which a kill finds them.
type Leave = fn(&Path, &Path);

/// A build can be killed at any step of the swap: what it leaves, the next build puts right.
#[test]
fn what_a_killed_build_leaves_is_put_right() {
    let old = [("index.html", "old")];
    let new = [("index.html", "new")];
    // In the holder, from the folder: what stands where when it is killed.
    let moments: [(&str, Leave); 4] = [
        ("half of the new site is there", |holder, _| {
            fs::create_dir_all(holder.join("unfinished")).unwrap();
            fs::write(holder.join("unfinished/index.html"), "ne").unwrap();
        }),
        ("the new one is whole", |holder, _| {
            build_texts(&holder.join("new"), &[("CNAME", "made"), ("index.html", "new")]);
        }),
        ("they are exchanged, and what survives is still in the old one", |holder, folder| {
            build_texts(&holder.join("whole"), &[("index.html", "new")]);
            fs::rename(folder, holder.join("new")).unwrap();
            fs::rename(holder.join("whole"), folder).unwrap();
        }),
        ("the old one is moved away in the first of two steps, what survives is on its way", |holder, folder| {
            fs::create_dir_all(holder).unwrap();
            build_texts(&holder.join("new"), &[("index.html", "new")]);
            fs::rename(folder, holder.join("old")).unwrap();
            fs::rename(holder.join("old/.git"), holder.join("new/.git")).unwrap();
        }),
    ];
    for (moment, leave) in moments {
        let place = TempDir::new().unwrap();
        let folder = place.path().join("output");
        build_texts(&folder, &old);
        fs::create_dir(folder.join(".git")).unwrap();
        fs::write(folder.join(".git/HEAD"), "ref").unwrap();
        fs::write(folder.join("CNAME"), "strategy.example").unwrap();
        leave(&place.path().join(".output.trustpress"), &folder);
        build_texts(&folder, &new);
        let there = tree(&folder);
        let texts = [".git/HEAD", "CNAME", "index.html"].map(|path| there.get(path).map(String::as_str));
        assert_eq!(texts, [Some("ref"), Some("strategy.example"), Some("new")], "{moment}");
        assert_eq!(names(place.path()), ["output"], "{moment}");
    }
}

#[test]
fn a_copy_is_held_against_the_manifest() {
    let place = TempDir::new().unwrap();
    let (folder, copy) = (place.path().join("output"), place.path().join("copy"));
    build_texts(&folder, &[("a.html", "aaa"), ("b.html", "bbb"), ("c/index.html", "ccc")]);
    build_texts(&copy, &[("a.html", "aaa"), ("b.html", "bxb"), ("d.html", "ddd")]);
    fs::write(copy.join("CNAME"), "strategy.example").unwrap();
    let manifest = Manifest::of(&folder).unwrap();
    assert_eq!(verify(&folder, &manifest).unwrap(), []);
    let expected =
        [Difference::Changed("b.html".into()), Difference::Missing("c/index.html".into()), Difference::Added("d.html".into())];
    assert_eq!(verify(&copy, &manifest).unwrap(), expected);
    assert_eq!(verify(&copy, &Manifest::of(&folder.join("manifest.json")).unwrap()).unwrap(), expected);
    assert!(Manifest::of(place.path()).unwrap_err().to_string().contains("it does not exist"));
}

#[test]
fn a_folder_is_known_to_be_what_would_be_made() {
    let place = TempDir::new().unwrap();
    let folder = place.path().join("output");
    let known = |made: &str| output::unchanged(&to(&folder), made).unwrap();
    let settled = |made: &str| output::settled(&to(&folder), true, || Some(made.to_string()));
    assert_eq!((known("m"), settled("m")), (None, None), "there is none");
    let origin = Origin { content: "c0ffee", made: "m", silent: None };
    let files = paths(&["a/b.html", "index.html"]);
    let write = || output::write(&to(&folder), &origin, &files, own_path).unwrap();
    write();
    assert_eq!(known("m"), Some(Written { files: 2, pages: 2, bytes: 18, changed: 0 }));
    assert_eq!((known("n"), known("")), (None, None), "made from something else, or nobody knows");
    assert_eq!(settled("m"), None, "there was something to tell");
    type Damage = fn(&Path);
    let damages: [(&str, Damage); 4] = [
        ("a byte is another", |folder| fs::write(folder.join("index.html"), "Index.html").unwrap()),
        ("a file is gone", |folder| fs::remove_file(folder.join("a/b.html")).unwrap()),
        ("a file is one too many", |folder| fs::write(folder.join("c.html"), "").unwrap()),
        ("a build was killed", |folder| fs::create_dir(folder.with_file_name(".output.trustpress")).unwrap()),
    ];
    for (name, damage) in damages {
        damage(&folder);
        assert_eq!(known("m"), None, "{name}");
        write();
        assert!(known("m").is_some(), "{name}: put right");
    }
    // The same files, made from something else: nothing is touched, and what the manifest says stays true.
    let time = |name: &str| fs::metadata(folder.join(name)).unwrap().modified().unwrap();
    let before = time("manifest.json");
    output::write(&to(&folder), &Origin { made: "another day", ..origin }, &files, own_path).unwrap();
    assert_eq!((time("manifest.json"), known("m").is_some()), (before, true));

    fs::write(folder.join("index.html"), "").unwrap();
    output::write(&to(&folder), &Origin { silent: Some(output::Silent::IfQuiet), ..origin }, &files, own_path).unwrap();
    assert_eq!((settled("m"), settled("n")), (known("m"), None));
    assert_eq!(output::settled(&to(&folder), false, || Some("m".into())), None, "a build that is not quiet has something to tell");
    fs::write(folder.join("index.html"), "").unwrap();
    assert_eq!(settled("m"), None);
}
