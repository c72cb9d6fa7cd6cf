rule eicar_test_file {
    meta:
        title = "EICAR test file"
    strings:
        $mark = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
    condition:
        $mark
}

rule pdf_with_script {
    meta:
        title = "PDF with JavaScript"
    strings:
        $script = /\/JavaScript[\s(<>\/\[\]]/
    condition:
        pdf and $script
}

rule pdf_that_launches {
    meta:
        title = "PDF that starts a program or sends data away"
    strings:
        $launch = /\/(Launch|SubmitForm|ImportData|GoToE)[\s(<\/\[>]/
        $rich = /\/(RichMedia|XFA)[\s(<\/\[>]/
    condition:
        pdf and any of them
}

rule office_macro {
    meta:
        title = "Document with macros"
    strings:
        $vba_file = "vbaProject.bin"
        $vba_types = "application/vnd.ms-office.vbaProject"
        $macro_types = "macroEnabled"
        $vba_storage = { 5F 00 56 00 42 00 41 00 5F 00 50 00 52 00 4F 00 4A 00 45 00 43 00 54 00 }
        $basic = "<script:module"
        $dde = /\bDDE(AUTO)?\s+"?[a-zA-Z]:?\\/ nocase
    condition:
        any of them
}

rule remote_template {
    meta:
        title = "Document that loads a template from elsewhere"
    strings:
        $one = /attachedTemplate"[^>]{0,300}Target="(https?:|\\\\|file:)/ nocase
        $two = /Target="(https?:|\\\\|file:)[^>]{0,500}attachedTemplate"/ nocase
    condition:
        any of them
}

rule rtf_with_object {
    meta:
        title = "RTF with an embedded object"
    strings:
        $rtf = "{\\rtf"
        $data = /\\(objdata|objupdate|objocx|objautlink)\b/
    condition:
        $rtf at 0 and $data
}

rule program {
    meta:
        title = "Program inside the file"
    strings:
        $dos = "This program cannot be run in DOS mode"
        $elf = { 7F 45 4C 46 (01 | 02) (01 | 02) 01 }
        $shell = { 4C 00 00 00 01 14 02 00 00 00 00 00 C0 00 00 00 00 00 00 46 }
    condition:
        (uint16(0) == 0x5A4D and $dos in (0..1024)) or $elf at 0 or $shell at 0
}
